<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>AboutPanel</name>
        <message>
            <source>Also called</source>
            <translation>Auch bekannt als</translation>
        </message>
        <message>
            <source>Cast</source>
            <translation>Besetzung</translation>
        </message>
        <message>
            <source>Collections</source>
            <translation>Sammlungen</translation>
        </message>
        <message>
            <source>Countries</source>
            <translation>Länder</translation>
        </message>
        <message>
            <source>First shown</source>
            <translation>Erstmals gezeigt</translation>
        </message>
        <message>
            <source>Genres</source>
            <translation>Genres</translation>
        </message>
        <message>
            <source>Original title</source>
            <translation>Originaltitel</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Studios</source>
            <translation>Studios</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Schlagwörter</translation>
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <source>Details</source>
            <translation>Einzelheiten</translation>
        </message>
        <message>
            <source>Lyrics</source>
            <translation>Liedtext</translation>
        </message>
        <message>
            <source>Mark as unwatched</source>
            <translation>Als ungesehen markieren</translation>
        </message>
        <message>
            <source>Mark as watched</source>
            <translation>Als gesehen markieren</translation>
        </message>
        <message>
            <source>Marked as unwatched</source>
            <translation>Als ungesehen markiert</translation>
        </message>
        <message>
            <source>Marked as watched</source>
            <translation>Als gesehen markiert</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>Abspielen</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Weiterschauen</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
    </context>
    <context>
        <name>ActiveChip</name>
        <message>
            <source>Remove filter: {0}</source>
            <translation>Filter entfernen: {0}</translation>
        </message>
    </context>
    <context>
        <name>Activity</name>
        <message>
            <source>Collecting pictures</source>
            <translation>Bilder werden gesammelt</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message numerus="yes">
            <source>Gave up after %Ln attempt(s)</source>
            <translation>
                <numerusform>Nach %Ln Versuch aufgegeben</numerusform>
                <numerusform>Nach %Ln Versuchen aufgegeben</numerusform>
            </translation>
        </message>
        <message>
            <source>Scanning a folder</source>
            <translation>Ordner wird durchgesehen</translation>
        </message>
        <message>
            <source>Some player</source>
            <translation>Ein Abspieler</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>Taking frames from films</source>
            <translation>Standbilder aus Filmen</translation>
        </message>
        <message>
            <source>Taking over from another server</source>
            <translation>Übernimmt von einem anderen Server</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>Wartet</translation>
        </message>
        <message>
            <source>as it is</source>
            <translation>unverändert</translation>
        </message>
        <message>
            <source>converted</source>
            <translation>umgewandelt</translation>
        </message>
        <message>
            <source>converted in another way after failures</source>
            <translation>nach Fehlern auf andere Weise umgewandelt</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>angehalten</translation>
        </message>
        <message>
            <source>repacked</source>
            <translation>umverpackt</translation>
        </message>
        <message>
            <source>sound converted</source>
            <translation>Ton umgewandelt</translation>
        </message>
        <message>
            <source>{0} %</source>
            <translation>{0} %</translation>
        </message>
        <message>
            <source>{rate} Mbit/s</source>
            <translation>{rate} Mbit/s</translation>
        </message>
    </context>
    <context>
        <name>ActivityPage</name>
        <message>
            <source>Activity</source>
            <translation>Aktivität</translation>
        </message>
        <message>
            <source>All is quiet</source>
            <translation>Alles ist ruhig</translation>
        </message>
        <message>
            <source>Playing now</source>
            <translation>Läuft gerade</translation>
        </message>
        <message>
            <source>Scans, and whoever plays something in the house, show up here.</source>
            <translation>Hier erscheint, was durchgesehen wird und wer im Haus etwas abspielt.</translation>
        </message>
        <message>
            <source>Work</source>
            <translation>Arbeit</translation>
        </message>
        <message>
            <source>Your folders</source>
            <translation>Deine Ordner</translation>
        </message>
    </context>
    <context>
        <name>AddFolder</name>
        <message>
            <source>Add folder</source>
            <translation>Ordner hinzufügen</translation>
        </message>
        <message>
            <source>Choose a folder</source>
            <translation>Ordner wählen</translation>
        </message>
        <message>
            <source>Choose a folder first.</source>
            <translation>Wähle zuerst einen Ordner.</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Wählen …</translation>
        </message>
        <message>
            <source>Path of a folder</source>
            <translation>Pfad eines Ordners</translation>
        </message>
        <message>
            <source>What it holds</source>
            <translation>Was darin liegt</translation>
        </message>
        <message>
            <source>Write the whole path, from the beginning.</source>
            <translation>Schreibe den ganzen Pfad, von Anfang an.</translation>
        </message>
    </context>
    <context>
        <name>AlbumPage</name>
        <message>
            <source>Disc {number}</source>
            <translation>CD {number}</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>Abspielen</translation>
        </message>
    </context>
    <context>
        <name>Alphabet</name>
        <message>
            <source>Jump to a letter</source>
            <translation>Zu einem Buchstaben springen</translation>
        </message>
    </context>
    <context>
        <name>ArtistPage</name>
        <message>
            <source>Albums</source>
            <translation>Alben</translation>
        </message>
    </context>
    <context>
        <name>CardRow</name>
        <message>
            <source>Scroll back</source>
            <translation>Zurückblättern</translation>
        </message>
        <message>
            <source>Scroll on</source>
            <translation>Weiterblättern</translation>
        </message>
    </context>
    <context>
        <name>Controls</name>
        <message>
            <source>Back 10 seconds</source>
            <translation>10 Sekunden zurück</translation>
        </message>
        <message>
            <source>Chapters</source>
            <translation>Kapitel</translation>
        </message>
        <message>
            <source>Esc</source>
            <translation>Esc</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>Vollbild</translation>
        </message>
        <message>
            <source>Intro and credits</source>
            <translation>Vorspann und Abspann</translation>
        </message>
        <message>
            <source>Mute</source>
            <translation>Ton aus</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Nächstes</translation>
        </message>
        <message>
            <source>On 30 seconds</source>
            <translation>30 Sekunden weiter</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>Abspielen</translation>
        </message>
        <message>
            <source>Previous</source>
            <translation>Vorheriges</translation>
        </message>
        <message>
            <source>Sound</source>
            <translation>Ton</translation>
        </message>
        <message>
            <source>Sound on</source>
            <translation>Ton an</translation>
        </message>
        <message>
            <source>Space</source>
            <translation>Leertaste</translation>
        </message>
        <message>
            <source>Speed, subtitles and sound</source>
            <translation>Tempo, Untertitel und Ton</translation>
        </message>
        <message>
            <source>Stop and go back</source>
            <translation>Beenden und zurück</translation>
        </message>
        <message>
            <source>Subtitles</source>
            <translation>Untertitel</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>Lautstärke</translation>
        </message>
        <message>
            <source>Why this way?</source>
            <translation>Warum so?</translation>
        </message>
    </context>
    <context>
        <name>CorrectionForm</name>
        <message>
            <source>A film</source>
            <translation>Ein Film</translation>
        </message>
        <message>
            <source>A show</source>
            <translation>Eine Serie</translation>
        </message>
        <message>
            <source>Add to each episode number</source>
            <translation>Zu jeder Folgennummer dazuzählen</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Film or show</source>
            <translation>Film oder Serie</translation>
        </message>
        <message>
            <source>It is</source>
            <translation>Es ist</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <source>Season</source>
            <translation>Staffel</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Year</source>
            <translation>Jahr</translation>
        </message>
        <message>
            <source>as read</source>
            <translation>wie gelesen</translation>
        </message>
    </context>
    <context>
        <name>Deck</name>
        <message>
            <source>This screen</source>
            <translation>Dieser Bildschirm</translation>
        </message>
    </context>
    <context>
        <name>DetailsPage</name>
        <message>
            <source>Mark as unwatched</source>
            <translation>Als ungesehen markieren</translation>
        </message>
        <message>
            <source>Mark as watched</source>
            <translation>Als gesehen markieren</translation>
        </message>
        <message>
            <source>Play {episode}</source>
            <translation>{episode} abspielen</translation>
        </message>
        <message>
            <source>Resume {episode}</source>
            <translation>{episode} weiterschauen</translation>
        </message>
        <message>
            <source>Where does this come from?</source>
            <translation>Woher kommt das?</translation>
        </message>
    </context>
    <context>
        <name>DevicesPage</name>
        <message>
            <source>Address copied.</source>
            <translation>Adresse kopiert.</translation>
        </message>
        <message>
            <source>Apps that speak to Marquee find it by themselves, or take this address.</source>
            <translation>Apps, die mit Marquee sprechen, finden es von selbst oder nehmen diese Adresse.</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Devices</source>
            <translation>Geräte</translation>
        </message>
        <message>
            <source>It is tried again with the next film.</source>
            <translation>Beim nächsten Film wird es noch einmal versucht.</translation>
        </message>
        <message>
            <source>Let the house in</source>
            <translation>Das Haus hereinlassen</translation>
        </message>
        <message>
            <source>None was found so far. New ones appear by themselves.</source>
            <translation>Bisher wurde keines gefunden. Neue erscheinen von selbst.</translation>
        </message>
        <message>
            <source>Only this computer can reach it at the moment.</source>
            <translation>Im Augenblick erreicht es nur dieser Computer.</translation>
        </message>
        <message>
            <source>Other Marquees on your network</source>
            <translation>Andere Marquees in deinem Netz</translation>
        </message>
        <message>
            <source>Players on your network can find and use this Marquee.</source>
            <translation>Abspieler in deinem Netz können dieses Marquee finden und benutzen.</translation>
        </message>
        <message>
            <source>The address appears as soon as this computer is in a network.</source>
            <translation>Die Adresse erscheint, sobald dieser Computer in einem Netz ist.</translation>
        </message>
        <message>
            <source>This Marquee</source>
            <translation>Dieses Marquee</translation>
        </message>
        <message>
            <source>What devices could not play</source>
            <translation>Was Geräte nicht abspielen konnten</translation>
        </message>
    </context>
    <context>
        <name>Drawer</name>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filtern</translation>
        </message>
    </context>
    <context>
        <name>Errors</name>
        <message>
            <source>A disk or a service is away at the moment. Try again in a little while.</source>
            <translation>Eine Festplatte oder ein Dienst ist gerade weg. Versuche es gleich noch einmal.</translation>
        </message>
        <message>
            <source>Ask the owner of this Marquee for it.</source>
            <translation>Bitte den Besitzer dieses Marquee darum.</translation>
        </message>
        <message>
            <source>Check the path, and whether its disk is connected.</source>
            <translation>Prüfe den Pfad, und ob die Festplatte angeschlossen ist.</translation>
        </message>
        <message>
            <source>Choose the folder that holds your media, not a single file.</source>
            <translation>Wähle den Ordner mit deinen Medien, keine einzelne Datei.</translation>
        </message>
        <message>
            <source>It converts as many films as it can. Try again when somebody has finished.</source>
            <translation>Er wandelt schon so viele Filme um, wie er kann. Versuche es noch einmal, wenn jemand fertig ist.</translation>
        </message>
        <message>
            <source>It does not answer</source>
            <translation>Es antwortet nicht</translation>
        </message>
        <message>
            <source>It is not there any more</source>
            <translation>Es ist nicht mehr da</translation>
        </message>
        <message>
            <source>It is one of your folders, or lies inside one. Choose another one.</source>
            <translation>Er ist einer deiner Ordner oder liegt in einem. Wähle einen anderen.</translation>
        </message>
        <message>
            <source>It may have been removed or moved. Go back and look again.</source>
            <translation>Vielleicht wurde es entfernt oder verschoben. Geh zurück und sieh noch einmal nach.</translation>
        </message>
        <message>
            <source>Its disk may be away. Connect it and try again.</source>
            <translation>Vielleicht fehlt die Festplatte. Schließe sie an und versuche es noch einmal.</translation>
        </message>
        <message>
            <source>Marquee could not keep this. Make room on the disk that holds its data, and try again.</source>
            <translation>Marquee konnte das nicht behalten. Schaffe Platz auf der Festplatte, auf der seine Daten liegen, und versuche es noch einmal.</translation>
        </message>
        <message>
            <source>Marquee could not use this value. Change it and try again.</source>
            <translation>Marquee konnte diesen Wert nicht verwenden. Ändere ihn und versuche es noch einmal.</translation>
        </message>
        <message>
            <source>Marquee is coming back</source>
            <translation>Marquee kommt zurück</translation>
        </message>
        <message>
            <source>Marquee tried every way it knows. Try another version of it, or the player mpv.</source>
            <translation>Marquee hat jeden Weg versucht, den es kennt. Versuche eine andere Fassung, oder den Player mpv.</translation>
        </message>
        <message>
            <source>No picture came</source>
            <translation>Es kam kein Bild</translation>
        </message>
        <message>
            <source>Nothing here can play video</source>
            <translation>Hier kann nichts Videos abspielen</translation>
        </message>
        <message>
            <source>Playback was stopped</source>
            <translation>Die Wiedergabe wurde angehalten</translation>
        </message>
        <message>
            <source>Please try again. The details say what happened.</source>
            <translation>Bitte versuche es noch einmal. Die Einzelheiten sagen, was passiert ist.</translation>
        </message>
        <message>
            <source>Something else changed it first. Look again and repeat it if you still want to.</source>
            <translation>Etwas anderes war schneller. Sieh noch einmal nach und wiederhole es, wenn du willst.</translation>
        </message>
        <message>
            <source>Something unexpected happened. It is written in the log; please try again.</source>
            <translation>Etwas Unerwartetes ist passiert. Es steht im Protokoll; bitte versuche es noch einmal.</translation>
        </message>
        <message>
            <source>Start Marquee again to sign in anew.</source>
            <translation>Starte Marquee neu, um dich wieder anzumelden.</translation>
        </message>
        <message>
            <source>That did not work</source>
            <translation>Das hat nicht geklappt</translation>
        </message>
        <message>
            <source>That does not fit</source>
            <translation>Das passt nicht</translation>
        </message>
        <message>
            <source>That folder does not exist</source>
            <translation>Diesen Ordner gibt es nicht</translation>
        </message>
        <message>
            <source>That folder is already there</source>
            <translation>Diesen Ordner gibt es schon</translation>
        </message>
        <message>
            <source>That is already so</source>
            <translation>Das ist schon so</translation>
        </message>
        <message>
            <source>That is not a folder</source>
            <translation>Das ist kein Ordner</translation>
        </message>
        <message>
            <source>The disk is full</source>
            <translation>Die Festplatte ist voll</translation>
        </message>
        <message>
            <source>The engine is restarting. This page fills by itself in a few seconds.</source>
            <translation>Der Server startet neu. Diese Seite füllt sich in wenigen Sekunden von selbst.</translation>
        </message>
        <message>
            <source>The file is not there</source>
            <translation>Die Datei ist nicht da</translation>
        </message>
        <message>
            <source>The file is of a kind that this player does not understand.</source>
            <translation>Diese Art von Datei versteht dieser Abspieler nicht.</translation>
        </message>
        <message>
            <source>The owner of this Marquee stopped it. What you have seen is kept.</source>
            <translation>Wer dieses Marquee besitzt, hat sie angehalten. Was du gesehen hast, bleibt vermerkt.</translation>
        </message>
        <message>
            <source>The picture file is damaged. Replace it and scan again.</source>
            <translation>Die Bilddatei ist beschädigt. Ersetze sie und sieh den Ordner neu durch.</translation>
        </message>
        <message>
            <source>The playback part of Qt is missing. On Debian install libpulse0 and libxrandr2.</source>
            <translation>Der Wiedergabeteil von Qt fehlt. Installiere unter Debian libpulse0 und libxrandr2.</translation>
        </message>
        <message>
            <source>This cannot be played here</source>
            <translation>Das lässt sich hier nicht abspielen</translation>
        </message>
        <message>
            <source>This computer cannot decode this film. Try another version of it.</source>
            <translation>Dieser Computer kann den Film nicht dekodieren. Versuche eine andere Fassung.</translation>
        </message>
        <message>
            <source>This computer has too much to do</source>
            <translation>Dieser Computer hat zu viel zu tun</translation>
        </message>
        <message>
            <source>This picture cannot be shown</source>
            <translation>Dieses Bild lässt sich nicht zeigen</translation>
        </message>
        <message>
            <source>You are not signed in</source>
            <translation>Du bist nicht angemeldet</translation>
        </message>
        <message>
            <source>You may not do this</source>
            <translation>Das darfst du nicht</translation>
        </message>
    </context>
    <context>
        <name>FactsPanels</name>
        <message>
            <source>Background</source>
            <translation>Hintergrund</translation>
        </message>
        <message>
            <source>Cover</source>
            <translation>Cover</translation>
        </message>
        <message>
            <source>Genres</source>
            <translation>Genres</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <source>NFO file</source>
            <translation>NFO-Datei</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>Nummer</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>Inhalt</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>Poster</source>
            <translation>Poster</translation>
        </message>
        <message>
            <source>Season</source>
            <translation>Staffel</translation>
        </message>
        <message>
            <source>Sound</source>
            <translation>Ton</translation>
        </message>
        <message>
            <source>Subtitles</source>
            <translation>Untertitel</translation>
        </message>
        <message>
            <source>This file is not there at the moment.</source>
            <translation>Diese Datei ist gerade nicht da.</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Where does this come from?</source>
            <translation>Woher kommt das?</translation>
        </message>
        <message>
            <source>Year</source>
            <translation>Jahr</translation>
        </message>
        <message>
            <source>file beside it</source>
            <translation>Datei daneben</translation>
        </message>
        <message>
            <source>file name</source>
            <translation>Dateiname</translation>
        </message>
        <message>
            <source>folder name</source>
            <translation>Ordnername</translation>
        </message>
        <message>
            <source>frame of the film</source>
            <translation>Bild aus dem Film</translation>
        </message>
        <message>
            <source>picture inside the file</source>
            <translation>Bild in der Datei</translation>
        </message>
        <message>
            <source>tag inside the file</source>
            <translation>Angabe in der Datei</translation>
        </message>
        <message>
            <source>{rate} Mbit/s</source>
            <translation>{rate} Mbit/s</translation>
        </message>
    </context>
    <context>
        <name>Filters</name>
        <message>
            <source>A list needs a name of at most 100 letters.</source>
            <translation>Eine Liste braucht einen Namen mit höchstens 100 Zeichen.</translation>
        </message>
        <message>
            <source>Added</source>
            <translation>Hinzugefügt</translation>
        </message>
        <message>
            <source>Albums</source>
            <translation>Alben</translation>
        </message>
        <message>
            <source>Artists</source>
            <translation>Künstler</translation>
        </message>
        <message>
            <source>Available</source>
            <translation>Verfügbar</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>Zurücksetzen</translation>
        </message>
        <message>
            <source>Decade</source>
            <translation>Jahrzehnt</translation>
        </message>
        <message>
            <source>Episodes</source>
            <translation>Folgen</translation>
        </message>
        <message>
            <source>Everything</source>
            <translation>Alles</translation>
        </message>
        <message>
            <source>Films</source>
            <translation>Filme</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filtern</translation>
        </message>
        <message>
            <source>Filter (Ctrl+F)</source>
            <translation>Filtern (Strg+F)</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Folder {number}</source>
            <translation>Ordner {number}</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>Format</translation>
        </message>
        <message>
            <source>Genre</source>
            <translation>Genre</translation>
        </message>
        <message>
            <source>In the last month</source>
            <translation>Im letzten Monat</translation>
        </message>
        <message>
            <source>In the last week</source>
            <translation>In der letzten Woche</translation>
        </message>
        <message>
            <source>In the last year</source>
            <translation>Im letzten Jahr</translation>
        </message>
        <message>
            <source>Name of the list</source>
            <translation>Name der Liste</translation>
        </message>
        <message>
            <source>Picture range</source>
            <translation>Bilddynamik</translation>
        </message>
        <message>
            <source>Resolution</source>
            <translation>Auflösung</translation>
        </message>
        <message>
            <source>Save as list</source>
            <translation>Als Liste speichern</translation>
        </message>
        <message>
            <source>Seasons</source>
            <translation>Staffeln</translation>
        </message>
        <message>
            <source>Show all {count}</source>
            <translation>Alle {count} zeigen</translation>
        </message>
        <message>
            <source>Show fewer</source>
            <translation>Weniger zeigen</translation>
        </message>
        <message>
            <source>Shows</source>
            <translation>Serien</translation>
        </message>
        <message>
            <source>Since {date}</source>
            <translation>Seit {date}</translation>
        </message>
        <message>
            <source>Spoken language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Standard</source>
            <translation>Standard</translation>
        </message>
        <message>
            <source>There is a list with this name already.</source>
            <translation>Es gibt schon eine Liste mit diesem Namen.</translation>
        </message>
        <message>
            <source>Tracks</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Unwatched</source>
            <translation>Ungesehen</translation>
        </message>
        <message>
            <source>Watched</source>
            <translation>Gesehen</translation>
        </message>
        <message>
            <source>Year</source>
            <translation>Jahr</translation>
        </message>
        <message>
            <source>on</source>
            <translation>an</translation>
        </message>
        <message>
            <source>{decade}s</source>
            <translation>{decade}er</translation>
        </message>
        <message>
            <source>{field} after {value}</source>
            <translation>{field} nach {value}</translation>
        </message>
        <message>
            <source>{field} before {value}</source>
            <translation>{field} vor {value}</translation>
        </message>
        <message>
            <source>{field} from {value}</source>
            <translation>{field} ab {value}</translation>
        </message>
        <message>
            <source>{field} not {value}</source>
            <translation>{field} nicht {value}</translation>
        </message>
        <message>
            <source>{field} up to {value}</source>
            <translation>{field} bis {value}</translation>
        </message>
        <message>
            <source>{field} with “{value}”</source>
            <translation>{field} mit „{value}“</translation>
        </message>
    </context>
    <context>
        <name>Finder</name>
        <message>
            <source>Films, shows, music, people</source>
            <translation>Filme, Serien, Musik, Personen</translation>
        </message>
        <message>
            <source>Nothing here fits “{text}”.</source>
            <translation>Hier passt nichts zu „{text}“.</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>Ergebnisse</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Suche</translation>
        </message>
        <message>
            <source>Show all results</source>
            <translation>Alle Ergebnisse zeigen</translation>
        </message>
        <message>
            <source>Type a title, a person, a genre or a year.</source>
            <translation>Gib einen Titel, eine Person, ein Genre oder ein Jahr ein.</translation>
        </message>
        <message>
            <source>also called “{text}”</source>
            <translation>auch „{text}“</translation>
        </message>
        <message>
            <source>with {text}</source>
            <translation>mit {text}</translation>
        </message>
    </context>
    <context>
        <name>FoldersStep</name>
        <message>
            <source>Choose at least one library.</source>
            <translation>Wähle mindestens eine Bibliothek.</translation>
        </message>
        <message>
            <source>Choose what is taken over.</source>
            <translation>Wähle, was übernommen wird.</translation>
        </message>
        <message>
            <source>Folders that are no source yet become one. An empty line leaves a folder out.</source>
            <translation>Ordner, die noch nicht dabei sind, kommen dazu. Eine leere Zeile lässt einen Ordner aus.</translation>
        </message>
        <message>
            <source>Path here of {0}</source>
            <translation>Pfad hier von {0}</translation>
        </message>
        <message>
            <source>Path of the same folder here</source>
            <translation>Pfad desselben Ordners hier</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>Vorschau</translation>
        </message>
        <message>
            <source>They become yours in Marquee.</source>
            <translation>Sie werden in Marquee deine.</translation>
        </message>
        <message>
            <source>Where are these folders here?</source>
            <translation>Wo liegen diese Ordner hier?</translation>
        </message>
        <message>
            <source>Whose watch states</source>
            <translation>Wessen Sehstände</translation>
        </message>
    </context>
    <context>
        <name>Hero</name>
        <message>
            <source>Details</source>
            <translation>Einzelheiten</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>Abspielen</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Weiterschauen</translation>
        </message>
        <message>
            <source>Watched so far</source>
            <translation>Bisher gesehen</translation>
        </message>
    </context>
    <context>
        <name>HomePage</name>
        <message>
            <source>Add a folder</source>
            <translation>Ordner hinzufügen</translation>
        </message>
        <message>
            <source>Continue watching</source>
            <translation>Weiterschauen</translation>
        </message>
        <message>
            <source>Home</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Mehr</translation>
        </message>
        <message>
            <source>New albums</source>
            <translation>Neue Alben</translation>
        </message>
        <message>
            <source>New artists</source>
            <translation>Neue Künstler</translation>
        </message>
        <message>
            <source>New episodes</source>
            <translation>Neue Folgen</translation>
        </message>
        <message>
            <source>New films</source>
            <translation>Neue Filme</translation>
        </message>
        <message>
            <source>New shows</source>
            <translation>Neue Serien</translation>
        </message>
        <message>
            <source>Next up</source>
            <translation>Als Nächstes</translation>
        </message>
        <message>
            <source>Tell Marquee where your films, shows and music are. It looks through them and shows them here.</source>
            <translation>Sag Marquee, wo deine Filme, Serien und Musik liegen. Es sieht sie durch und zeigt sie hier.</translation>
        </message>
        <message>
            <source>Welcome</source>
            <translation>Willkommen</translation>
        </message>
    </context>
    <context>
        <name>Imports</name>
        <message numerus="yes">
            <source>%Ln not found</source>
            <translation>
                <numerusform>%Ln nicht gefunden</numerusform>
                <numerusform>%Ln nicht gefunden</numerusform>
            </translation>
        </message>
        <message>
            <source>Asking the server, and waiting for scans</source>
            <translation>Fragt den Server und wartet, bis alles eingelesen ist</translation>
        </message>
        <message>
            <source>Choose at least one library.</source>
            <translation>Wähle mindestens eine Bibliothek.</translation>
        </message>
        <message>
            <source>Everything that was found is taken over</source>
            <translation>Alles, was gefunden wurde, ist übernommen</translation>
        </message>
        <message>
            <source>It did not work: {0}</source>
            <translation>Es hat nicht geklappt: {0}</translation>
        </message>
        <message>
            <source>It lies in a folder that has no counterpart here.</source>
            <translation>Es liegt in einem Ordner, zu dem es hier keinen gibt.</translation>
        </message>
        <message>
            <source>Its file is here, but not scanned yet. Scan, then try again.</source>
            <translation>Die Datei ist da, aber noch nicht eingelesen. Lies ein und versuche es noch einmal.</translation>
        </message>
        <message>
            <source>Its file is not in the folder here.</source>
            <translation>Die Datei liegt hier nicht im Ordner.</translation>
        </message>
        <message>
            <source>Nothing answers there. Check the address, and whether it runs.</source>
            <translation>Dort antwortet nichts. Prüfe die Adresse, und ob er läuft.</translation>
        </message>
        <message>
            <source>One of the folders is not there. Check the paths.</source>
            <translation>Einer der Ordner ist nicht da. Prüfe die Pfade.</translation>
        </message>
        <message>
            <source>Several things here have its name. Give its folder.</source>
            <translation>Hier heißt mehreres so. Gib den Ordner an.</translation>
        </message>
        <message>
            <source>So much would be found. Nothing has changed yet.</source>
            <translation>So viel würde gefunden. Noch hat sich nichts geändert.</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>That is no address. Write it like http://192.168.1.5:32400.</source>
            <translation>Das ist keine Adresse. Schreibe sie wie http://192.168.1.5:32400.</translation>
        </message>
        <message>
            <source>That is no token. Copy it once more, whole and without blanks.</source>
            <translation>Das ist kein Token. Kopiere ihn noch einmal, ganz und ohne Leerzeichen.</translation>
        </message>
        <message>
            <source>The server answers with a fault. Look at it, then try again.</source>
            <translation>Der Server meldet einen Fehler. Sieh nach ihm und versuche es noch einmal.</translation>
        </message>
        <message>
            <source>The server refuses this token. Copy it once more.</source>
            <translation>Der Server lehnt diesen Token ab. Kopiere ihn noch einmal.</translation>
        </message>
        <message>
            <source>The server takes too long to answer. Try again.</source>
            <translation>Der Server braucht zu lange. Versuche es noch einmal.</translation>
        </message>
        <message>
            <source>The server tells no file, and nothing here has its name.</source>
            <translation>Der Server nennt keine Datei, und hier heißt nichts so.</translation>
        </message>
        <message>
            <source>The token is gone. Forget this server and connect it again.</source>
            <translation>Der Token ist weg. Vergiss diesen Server und verbinde ihn neu.</translation>
        </message>
        <message>
            <source>Waiting for its turn</source>
            <translation>Wartet, bis es an der Reihe ist</translation>
        </message>
        <message>
            <source>What answers there is another program. Check the kind and the port.</source>
            <translation>Dort antwortet ein anderes Programm. Prüfe die Art und den Port.</translation>
        </message>
        <message>
            <source>What the server says about it makes no sense.</source>
            <translation>Was der Server darüber sagt, ergibt keinen Sinn.</translation>
        </message>
        <message>
            <source>{0} collections taken over</source>
            <translation>{0} Sammlungen übernommen</translation>
        </message>
        <message>
            <source>{0} found by their file</source>
            <translation>{0} an ihrer Datei erkannt</translation>
        </message>
        <message>
            <source>{0} found by their id</source>
            <translation>{0} an ihrer Kennung erkannt</translation>
        </message>
        <message>
            <source>{0} found by their name</source>
            <translation>{0} am Namen erkannt</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} von {1}</translation>
        </message>
        <message>
            <source>{0} ratings taken over</source>
            <translation>{0} Bewertungen übernommen</translation>
        </message>
        <message>
            <source>{0} watch states taken over</source>
            <translation>{0} Sehstände übernommen</translation>
        </message>
    </context>
    <context>
        <name>ImportsPage</name>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Libraries and folders</source>
            <translation>Bibliotheken und Ordner</translation>
        </message>
        <message>
            <source>Preview and report</source>
            <translation>Vorschau und Bericht</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>Server</translation>
        </message>
        <message>
            <source>Step {0} of {1}: {2}</source>
            <translation>Schritt {0} von {1}: {2}</translation>
        </message>
        <message>
            <source>Take over from another server</source>
            <translation>Von einem anderen Server übernehmen</translation>
        </message>
    </context>
    <context>
        <name>JobRow</name>
        <message>
            <source>Stop: {0}</source>
            <translation>Anhalten: {0}</translation>
        </message>
        <message>
            <source>Try again: {0}</source>
            <translation>Noch einmal: {0}</translation>
        </message>
    </context>
    <context>
        <name>Kinds</name>
        <message>
            <source>A bit of everything</source>
            <translation>Von allem etwas</translation>
        </message>
        <message>
            <source>Films</source>
            <translation>Filme</translation>
        </message>
        <message>
            <source>Music</source>
            <translation>Musik</translation>
        </message>
        <message>
            <source>Shows</source>
            <translation>Serien</translation>
        </message>
    </context>
    <context>
        <name>Library</name>
        <message numerus="yes">
            <source>%n album(s)</source>
            <translation>
                <numerusform>%n Album</numerusform>
                <numerusform>%n Alben</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n artist(s)</source>
            <translation>
                <numerusform>%n Künstler</numerusform>
                <numerusform>%n Künstler</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n episode(s)</source>
            <translation>
                <numerusform>%n Folge</numerusform>
                <numerusform>%n Folgen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n film(s)</source>
            <translation>
                <numerusform>%n Film</numerusform>
                <numerusform>%n Filme</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n list(s)</source>
            <translation>
                <numerusform>%n Liste</numerusform>
                <numerusform>%n Listen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n season(s)</source>
            <translation>
                <numerusform>%n Staffel</numerusform>
                <numerusform>%n Staffeln</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n show(s)</source>
            <translation>
                <numerusform>%n Serie</numerusform>
                <numerusform>%n Serien</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n title(s)</source>
            <translation>
                <numerusform>%n Titel</numerusform>
                <numerusform>%n Titel</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n track(s)</source>
            <translation>
                <numerusform>%n Titel</numerusform>
                <numerusform>%n Titel</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unwatched</source>
            <translation>
                <numerusform>%n ungesehen</numerusform>
                <numerusform>%n ungesehen</numerusform>
            </translation>
        </message>
        <message>
            <source>Artists</source>
            <translation>Künstler</translation>
        </message>
        <message>
            <source>Created by</source>
            <translation>Idee</translation>
        </message>
        <message>
            <source>Directed by</source>
            <translation>Regie</translation>
        </message>
        <message>
            <source>Music by</source>
            <translation>Musik</translation>
        </message>
        <message>
            <source>Not available</source>
            <translation>Nicht verfügbar</translation>
        </message>
        <message>
            <source>Produced by</source>
            <translation>Produktion</translation>
        </message>
        <message>
            <source>Season {number}</source>
            <translation>Staffel {number}</translation>
        </message>
        <message>
            <source>Specials</source>
            <translation>Extras</translation>
        </message>
        <message>
            <source>Unknown language</source>
            <translation>Unbekannte Sprache</translation>
        </message>
        <message>
            <source>Written by</source>
            <translation>Drehbuch</translation>
        </message>
        <message>
            <source>Your rating {value}</source>
            <translation>Deine Wertung {value}</translation>
        </message>
        <message>
            <source>for the hard of hearing</source>
            <translation>für Hörgeschädigte</translation>
        </message>
        <message>
            <source>forced</source>
            <translation>erzwungen</translation>
        </message>
        <message>
            <source>watched</source>
            <translation>gesehen</translation>
        </message>
    </context>
    <context>
        <name>ListPage</name>
        <message>
            <source>Change filters</source>
            <translation>Filter ändern</translation>
        </message>
        <message>
            <source>Nothing fits it at the moment. It fills by itself when something does.</source>
            <translation>Im Moment passt nichts dazu. Sie füllt sich von selbst, sobald etwas passt.</translation>
        </message>
    </context>
    <context>
        <name>ListRow</name>
        <message>
            <source>Delete list</source>
            <translation>Liste löschen</translation>
        </message>
        <message>
            <source>Name of the list</source>
            <translation>Name der Liste</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>Umbenennen</translation>
        </message>
    </context>
    <context>
        <name>ListsPage</name>
        <message>
            <source>Filter a wall and choose “Save as list”. The list then always holds what fits.</source>
            <translation>Filtere eine Übersicht und wähle „Als Liste speichern“. Die Liste enthält dann immer, was passt.</translation>
        </message>
        <message>
            <source>Go to films</source>
            <translation>Zu den Filmen</translation>
        </message>
        <message>
            <source>List deleted</source>
            <translation>Liste gelöscht</translation>
        </message>
        <message>
            <source>Lists</source>
            <translation>Listen</translation>
        </message>
        <message>
            <source>No lists yet</source>
            <translation>Noch keine Listen</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
    </context>
    <context>
        <name>LyricsPage</name>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>No lyrics</source>
            <translation>Kein Liedtext</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>Abspielen</translation>
        </message>
        <message>
            <source>Put a .lrc file with the same name beside the track, and they appear here.</source>
            <translation>Lege eine .lrc-Datei mit demselben Namen neben den Titel, dann erscheint er hier.</translation>
        </message>
    </context>
    <context>
        <name>Marks</name>
        <message>
            <source>Credits</source>
            <translation>Abspann</translation>
        </message>
        <message>
            <source>Found by fingerprint, {0} %</source>
            <translation>Am Klang erkannt, {0} %</translation>
        </message>
        <message>
            <source>From the chapters of the file</source>
            <translation>Aus den Kapiteln der Datei</translation>
        </message>
        <message>
            <source>From {0}; now its end</source>
            <translation>Ab {0}; jetzt das Ende</translation>
        </message>
        <message>
            <source>Intro</source>
            <translation>Vorspann</translation>
        </message>
        <message>
            <source>Not known</source>
            <translation>Nicht bekannt</translation>
        </message>
        <message>
            <source>Recap</source>
            <translation>Rückblick</translation>
        </message>
        <message>
            <source>Set by hand</source>
            <translation>Von Hand gesetzt</translation>
        </message>
        <message>
            <source>To {0}; now its start</source>
            <translation>Bis {0}; jetzt der Anfang</translation>
        </message>
    </context>
    <context>
        <name>MarksPanel</name>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Ends here</source>
            <translation>Endet hier</translation>
        </message>
        <message>
            <source>Find them anew</source>
            <translation>Neu suchen lassen</translation>
        </message>
        <message>
            <source>Intro and credits</source>
            <translation>Vorspann und Abspann</translation>
        </message>
        <message>
            <source>Starts here</source>
            <translation>Beginnt hier</translation>
        </message>
        <message>
            <source>{what}: there is none</source>
            <translation>{what}: gibt es nicht</translation>
        </message>
    </context>
    <context>
        <name>MiniBar</name>
        <message>
            <source>Next</source>
            <translation>Nächstes</translation>
        </message>
        <message>
            <source>Now playing</source>
            <translation>Läuft gerade</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>Abspielen</translation>
        </message>
        <message>
            <source>Played so far</source>
            <translation>Bisher gespielt</translation>
        </message>
        <message>
            <source>Previous</source>
            <translation>Vorheriges</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
    </context>
    <context>
        <name>NameField</name>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Speichern</translation>
        </message>
    </context>
    <context>
        <name>NextCard</name>
        <message>
            <source>Are you still watching?</source>
            <translation>Schaust du noch zu?</translation>
        </message>
        <message>
            <source>Esc</source>
            <translation>Esc</translation>
        </message>
        <message>
            <source>Next up in {0} s</source>
            <translation>Als Nächstes in {0} s</translation>
        </message>
        <message>
            <source>Next up: {title}</source>
            <translation>Als Nächstes: {title}</translation>
        </message>
        <message>
            <source>Play now</source>
            <translation>Jetzt abspielen</translation>
        </message>
        <message>
            <source>Play now ({key})</source>
            <translation>Jetzt abspielen ({key})</translation>
        </message>
        <message>
            <source>Stay here</source>
            <translation>Hier bleiben</translation>
        </message>
        <message>
            <source>What comes next does not start by itself ({key})</source>
            <translation>Was danach kommt, beginnt nicht von selbst ({key})</translation>
        </message>
    </context>
    <context>
        <name>Notice</name>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
    </context>
    <context>
        <name>Page</name>
        <message>
            <source>Details</source>
            <translation>Einzelheiten</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
    </context>
    <context>
        <name>PageHead</name>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
    </context>
    <context>
        <name>People</name>
        <message>
            <source>{name} as {character}</source>
            <translation>{name} als {character}</translation>
        </message>
    </context>
    <context>
        <name>Player</name>
        <message>
            <source>Off</source>
            <translation>Aus</translation>
        </message>
        <message>
            <source>Skip credits</source>
            <translation>Abspann überspringen</translation>
        </message>
        <message>
            <source>Skip intro</source>
            <translation>Vorspann überspringen</translation>
        </message>
        <message>
            <source>Skip recap</source>
            <translation>Rückblick überspringen</translation>
        </message>
        <message>
            <source>Track {number}</source>
            <translation>Spur {number}</translation>
        </message>
        <message>
            <source>{rate} Mbit/s</source>
            <translation>{rate} Mbit/s</translation>
        </message>
    </context>
    <context>
        <name>PlayerPage</name>
        <message>
            <source>It did not play as it was. It comes in another way now.</source>
            <translation>So ließ es sich nicht abspielen. Es kommt jetzt auf anderem Weg.</translation>
        </message>
        <message>
            <source>Player</source>
            <translation>Wiedergabe</translation>
        </message>
        <message>
            <source>The connection broke off. It goes on in a moment.</source>
            <translation>Die Verbindung ist abgerissen. Es geht gleich weiter.</translation>
        </message>
        <message>
            <source>{show} · Season {season}, episode {number}</source>
            <translation>{show} · Staffel {season}, Folge {number}</translation>
        </message>
    </context>
    <context>
        <name>QuestionPanel</name>
        <message>
            <source>Do not ask about this</source>
            <translation>Danach nicht fragen</translation>
        </message>
        <message>
            <source>For the whole folder</source>
            <translation>Für den ganzen Ordner</translation>
        </message>
        <message>
            <source>Marquee takes it for</source>
            <translation>So liest Marquee sie</translation>
        </message>
        <message>
            <source>Something else…</source>
            <translation>Etwas anderes …</translation>
        </message>
        <message>
            <source>The answer counts for all files in this folder, and for those that come later.</source>
            <translation>Die Antwort gilt für alle Dateien in diesem Ordner, auch für die, die noch kommen.</translation>
        </message>
        <message>
            <source>Why it asks</source>
            <translation>Warum es fragt</translation>
        </message>
        <message>
            <source>Your answer</source>
            <translation>Deine Antwort</translation>
        </message>
    </context>
    <context>
        <name>QuirkRow</name>
        <message>
            <source>Send such files as they are once more</source>
            <translation>Solche Dateien noch einmal senden, wie sie sind</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
        <message>
            <source>Try again: {0}</source>
            <translation>Noch einmal: {0}</translation>
        </message>
    </context>
    <context>
        <name>Quirks</name>
        <message>
            <source>It could not open such files.</source>
            <translation>Es konnte solche Dateien nicht öffnen.</translation>
        </message>
        <message>
            <source>It played no sound.</source>
            <translation>Es spielte keinen Ton.</translation>
        </message>
        <message>
            <source>It showed no picture.</source>
            <translation>Es zeigte kein Bild.</translation>
        </message>
        <message>
            <source>Since {date} their sound is converted.</source>
            <translation>Seit {date} wird ihr Ton umgewandelt.</translation>
        </message>
        <message>
            <source>Since {date} they are converted.</source>
            <translation>Seit {date} werden sie umgewandelt.</translation>
        </message>
        <message>
            <source>Since {date} they are sent repacked.</source>
            <translation>Seit {date} werden sie neu verpackt gesendet.</translation>
        </message>
        <message>
            <source>The bytes did not arrive.</source>
            <translation>Die Daten kamen nicht an.</translation>
        </message>
        <message>
            <source>They are sent as they are.</source>
            <translation>Sie werden gesendet, wie sie sind.</translation>
        </message>
        <message>
            <source>{container} with {codec}</source>
            <translation>{container} mit {codec}</translation>
        </message>
        <message>
            <source>{container} with {video} and {audio}</source>
            <translation>{container} mit {video} und {audio}</translation>
        </message>
    </context>
    <context>
        <name>Rail</name>
        <message>
            <source>Activity</source>
            <translation>Aktivität</translation>
        </message>
        <message>
            <source>Devices</source>
            <translation>Geräte</translation>
        </message>
        <message>
            <source>Films</source>
            <translation>Filme</translation>
        </message>
        <message>
            <source>Home</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>Lists</source>
            <translation>Listen</translation>
        </message>
        <message>
            <source>Main navigation</source>
            <translation>Hauptnavigation</translation>
        </message>
        <message>
            <source>Music</source>
            <translation>Musik</translation>
        </message>
        <message>
            <source>Profile: {0}</source>
            <translation>Profil: {0}</translation>
        </message>
        <message>
            <source>Review</source>
            <translation>Prüfen</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Suche</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Shows</source>
            <translation>Serien</translation>
        </message>
    </context>
    <context>
        <name>ReportStep</name>
        <message>
            <source>Not found</source>
            <translation>Nicht gefunden</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Take over</source>
            <translation>Übernehmen</translation>
        </message>
    </context>
    <context>
        <name>Review</name>
        <message numerus="yes">
            <source>%Ln open question(s)</source>
            <translation>
                <numerusform>%Ln offene Frage</numerusform>
                <numerusform>%Ln offene Fragen</numerusform>
            </translation>
        </message>
        <message>
            <source>A film</source>
            <translation>Ein Film</translation>
        </message>
        <message>
            <source>A number in its name may be an episode, or belong to the title.</source>
            <translation>Eine Zahl im Namen kann eine Folge sein oder zum Titel gehören.</translation>
        </message>
        <message>
            <source>An episode</source>
            <translation>Eine Folge</translation>
        </message>
        <message>
            <source>Cannot be read</source>
            <translation>Nicht lesbar</translation>
        </message>
        <message>
            <source>Count as the NFO does ({0})</source>
            <translation>Zählen wie die NFO ({0})</translation>
        </message>
        <message>
            <source>Films, each with its own title</source>
            <translation>Filme, jeder mit seinem eigenen Titel</translation>
        </message>
        <message>
            <source>It is called like its folder, with a number behind: a film of that name, or an episode.</source>
            <translation>Sie heißt wie ihr Ordner, mit einer Zahl dahinter: ein Film dieses Namens oder eine Folge.</translation>
        </message>
        <message>
            <source>It is damaged, or no media file. Copying it again may help.</source>
            <translation>Sie ist beschädigt oder keine Mediendatei. Vielleicht hilft es, sie neu zu kopieren.</translation>
        </message>
        <message>
            <source>It is named like an episode, but lies where you keep your films.</source>
            <translation>Sie heißt wie eine Folge, liegt aber bei deinen Filmen.</translation>
        </message>
        <message>
            <source>It is right as it is</source>
            <translation>So ist es richtig</translation>
        </message>
        <message>
            <source>It lies among your shows, but nothing in its name says which episode it is.</source>
            <translation>Sie liegt bei deinen Serien, aber nichts im Namen sagt, welche Folge sie ist.</translation>
        </message>
        <message>
            <source>Its name and its folder do not say the same.</source>
            <translation>Name und Ordner sagen nicht dasselbe.</translation>
        </message>
        <message>
            <source>Its name can be read in more than one way.</source>
            <translation>Ihr Name lässt sich auf mehr als eine Weise lesen.</translation>
        </message>
        <message>
            <source>Its name says season {0}, its folder says season {1}.</source>
            <translation>Ihr Name sagt Staffel {0}, ihr Ordner sagt Staffel {1}.</translation>
        </message>
        <message>
            <source>Its name says {0}, its folder says {1}.</source>
            <translation>Ihr Name sagt {0}, ihr Ordner sagt {1}.</translation>
        </message>
        <message>
            <source>Keep both</source>
            <translation>Beide behalten</translation>
        </message>
        <message>
            <source>Leave it out and ask no more</source>
            <translation>Weglassen und nicht mehr fragen</translation>
        </message>
        <message>
            <source>Leave it out of the library</source>
            <translation>Aus der Bibliothek weglassen</translation>
        </message>
        <message>
            <source>NFO says otherwise</source>
            <translation>NFO sagt anderes</translation>
        </message>
        <message>
            <source>Name and folder differ</source>
            <translation>Name und Ordner widersprechen sich</translation>
        </message>
        <message>
            <source>Nothing in its name clearly says which episode it is.</source>
            <translation>Nichts im Namen sagt klar, welche Folge sie ist.</translation>
        </message>
        <message>
            <source>Nothing so far: it cannot be read</source>
            <translation>Noch gar nicht: Sie ist nicht lesbar</translation>
        </message>
        <message>
            <source>Reading it failed badly. It is probably damaged.</source>
            <translation>Das Lesen ist schwer gescheitert. Wahrscheinlich ist sie beschädigt.</translation>
        </message>
        <message>
            <source>Reading it took too long. It may be damaged.</source>
            <translation>Das Lesen dauerte zu lange. Vielleicht ist sie beschädigt.</translation>
        </message>
        <message>
            <source>The NFO beside it and its name do not mean the same kind of thing.</source>
            <translation>Die NFO daneben und der Name meinen nicht dieselbe Art von Werk.</translation>
        </message>
        <message>
            <source>The NFO beside it says episode {0}, its name says episode {1}.</source>
            <translation>Die NFO daneben sagt Folge {0}, der Name sagt Folge {1}.</translation>
        </message>
        <message>
            <source>The NFO beside it says something else.</source>
            <translation>Die NFO daneben sagt etwas anderes.</translation>
        </message>
        <message>
            <source>The file is empty. It may still be on its way.</source>
            <translation>Die Datei ist leer. Vielleicht ist sie noch unterwegs.</translation>
        </message>
        <message>
            <source>The film “{0}”</source>
            <translation>Film „{0}“</translation>
        </message>
        <message>
            <source>The name holds no title, and no folder tells one.</source>
            <translation>Im Namen steht kein Titel, und kein Ordner nennt einen.</translation>
        </message>
        <message>
            <source>The number in its name may be season and episode together, or simply count on.</source>
            <translation>Die Zahl im Namen kann Staffel und Folge zusammen sein oder einfach weiterzählen.</translation>
        </message>
        <message>
            <source>The same in the same quality also lies here: {0}</source>
            <translation>Dasselbe in gleicher Qualität liegt auch hier: {0}</translation>
        </message>
        <message>
            <source>The show “{0}”</source>
            <translation>Serie „{0}“</translation>
        </message>
        <message>
            <source>There twice</source>
            <translation>Doppelt vorhanden</translation>
        </message>
        <message>
            <source>Unclear name</source>
            <translation>Unklarer Name</translation>
        </message>
        <message>
            <source>episode {0}</source>
            <translation>Folge {0}</translation>
        </message>
        <message>
            <source>season {0}</source>
            <translation>Staffel {0}</translation>
        </message>
    </context>
    <context>
        <name>ReviewPage</name>
        <message>
            <source>All is well</source>
            <translation>Alles in Ordnung</translation>
        </message>
        <message>
            <source>Enter: accept  ·  F: film  ·  S: show  ·  I: leave out  ·  E: something else  ·  A: folder  ·  U: undo</source>
            <translation>Eingabe: annehmen  ·  F: Film  ·  S: Serie  ·  I: weglassen  ·  E: etwas anderes  ·  A: Ordner  ·  U: rückgängig</translation>
        </message>
        <message>
            <source>Marquee is sure about every file. When it is not, its questions wait here.</source>
            <translation>Marquee ist sich bei jeder Datei sicher. Wenn nicht, warten seine Fragen hier.</translation>
        </message>
        <message>
            <source>Open questions</source>
            <translation>Offene Fragen</translation>
        </message>
        <message>
            <source>Review</source>
            <translation>Prüfen</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Undo the last answer</source>
            <translation>Letzte Antwort zurücknehmen</translation>
        </message>
    </context>
    <context>
        <name>Scenes</name>
        <message>
            <source>Chapter {number}</source>
            <translation>Kapitel {number}</translation>
        </message>
    </context>
    <context>
        <name>SearchField</name>
        <message>
            <source>Clear</source>
            <translation>Leeren</translation>
        </message>
    </context>
    <context>
        <name>SearchPage</name>
        <message>
            <source>Albums</source>
            <translation>Alben</translation>
        </message>
        <message>
            <source>Artists</source>
            <translation>Künstler</translation>
        </message>
        <message>
            <source>Episodes</source>
            <translation>Folgen</translation>
        </message>
        <message>
            <source>Films</source>
            <translation>Filme</translation>
        </message>
        <message>
            <source>Films, shows, episodes, music</source>
            <translation>Filme, Serien, Folgen, Musik</translation>
        </message>
        <message>
            <source>Nothing is called “{text}” here.</source>
            <translation>Hier heißt nichts „{text}“.</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Suche</translation>
        </message>
        <message>
            <source>Seasons</source>
            <translation>Staffeln</translation>
        </message>
        <message>
            <source>Shows</source>
            <translation>Serien</translation>
        </message>
        <message>
            <source>Tracks</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Type a few letters of a title.</source>
            <translation>Tippe ein paar Buchstaben eines Titels.</translation>
        </message>
    </context>
    <context>
        <name>SeekBar</name>
        <message>
            <source>Position</source>
            <translation>Position</translation>
        </message>
    </context>
    <context>
        <name>ServerStep</name>
        <message>
            <source>A Plex token, or an API key of Jellyfin or Emby. It is kept among the secrets.</source>
            <translation>Ein Token von Plex oder ein API-Schlüssel von Jellyfin oder Emby. Er wird sicher verwahrt.</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>As you open it in the browser, with its port.</source>
            <translation>Wie du ihn im Browser öffnest, mit Port.</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Verbinden</translation>
        </message>
        <message>
            <source>Connect a server</source>
            <translation>Einen Server verbinden</translation>
        </message>
        <message>
            <source>Forget {0}</source>
            <translation>{0} vergessen</translation>
        </message>
        <message>
            <source>Kind of server</source>
            <translation>Art des Servers</translation>
        </message>
        <message>
            <source>Marquee reads what was watched, rated and collected there. The server is not changed.</source>
            <translation>Marquee liest, was dort gesehen, bewertet und gesammelt wurde. Der Server bleibt, wie er ist.</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Open {0}</source>
            <translation>{0} öffnen</translation>
        </message>
        <message>
            <source>Servers that were connected</source>
            <translation>Verbundene Server</translation>
        </message>
        <message>
            <source>Token</source>
            <translation>Token</translation>
        </message>
        <message>
            <source>Write the address and the token first.</source>
            <translation>Schreibe zuerst Adresse und Token.</translation>
        </message>
    </context>
    <context>
        <name>SessionRow</name>
        <message>
            <source>Stop: {0}</source>
            <translation>Anhalten: {0}</translation>
        </message>
    </context>
    <context>
        <name>SettingControl</name>
        <message>
            <source>Back to the default</source>
            <translation>Zurück zur Vorgabe</translation>
        </message>
        <message>
            <source>Not set</source>
            <translation>Nicht gesetzt</translation>
        </message>
        <message>
            <source>Set</source>
            <translation>Gesetzt</translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>A closer look</source>
            <translation>Genauer hingesehen</translation>
        </message>
        <message>
            <source>A damaged file cannot hold the scan longer than this.</source>
            <translation>Eine beschädigte Datei hält das Durchsehen nicht länger auf.</translation>
        </message>
        <message>
            <source>A number</source>
            <translation>Eine Zahl</translation>
        </message>
        <message>
            <source>A start shorter than this is forgotten.</source>
            <translation>Ein kürzerer Anfang wird vergessen.</translation>
        </message>
        <message>
            <source>About</source>
            <translation>Über</translation>
        </message>
        <message>
            <source>About 7 MB for a film; those that nobody used for longest go first.</source>
            <translation>Etwa 7 MB für einen Film; die am längsten ungenutzten weichen zuerst.</translation>
        </message>
        <message>
            <source>At least {0}</source>
            <translation>Mindestens {0}</translation>
        </message>
        <message>
            <source>Between {0} and {1}</source>
            <translation>Zwischen {0} und {1}</translation>
        </message>
        <message>
            <source>By what the episodes of a season have in common.</source>
            <translation>Anhand dessen, was die Folgen einer Staffel gemeinsam haben.</translation>
        </message>
        <message>
            <source>Counts as watched from</source>
            <translation>Gilt als gesehen ab</translation>
        </message>
        <message>
            <source>Each chapter of a film gets a picture from its beginning.</source>
            <translation>Jedes Kapitel eines Films bekommt ein Bild von seinem Anfang.</translation>
        </message>
        <message>
            <source>Files read at the same time</source>
            <translation>Gleichzeitig gelesene Dateien</translation>
        </message>
        <message>
            <source>Find intros and credits</source>
            <translation>Vorspann und Abspann finden</translation>
        </message>
        <message>
            <source>Give a file up after</source>
            <translation>Eine Datei aufgeben nach</translation>
        </message>
        <message>
            <source>Let the house in</source>
            <translation>Das Haus hereinlassen</translation>
        </message>
        <message>
            <source>Library</source>
            <translation>Bibliothek</translation>
        </message>
        <message>
            <source>Look for changes every</source>
            <translation>Nach Änderungen sehen alle</translation>
        </message>
        <message>
            <source>Measure loudness</source>
            <translation>Lautheit messen</translation>
        </message>
        <message>
            <source>More is faster on solid-state disks, and busier.</source>
            <translation>Mehr ist auf SSDs schneller und belastet mehr.</translation>
        </message>
        <message>
            <source>Name of this Marquee</source>
            <translation>Name dieses Marquee</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Netz</translation>
        </message>
        <message>
            <source>Network drives cannot tell of changes. Takes effect at the next start.</source>
            <translation>Netzlaufwerke können Änderungen nicht melden. Gilt ab dem nächsten Start.</translation>
        </message>
        <message>
            <source>New files are usually seen at once; this is the look at everything. 0: never.</source>
            <translation>Neue Dateien werden meist sofort bemerkt; dies ist der Blick auf alles. 0: nie.</translation>
        </message>
        <message>
            <source>Once for each file, so that players can play all of them alike.</source>
            <translation>Einmal für jede Datei, damit alle gleich laut abgespielt werden können.</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>Bilder</translation>
        </message>
        <message>
            <source>Pictures of chapters</source>
            <translation>Bilder der Kapitel</translation>
        </message>
        <message>
            <source>Pictures on the seek bar</source>
            <translation>Bilder auf der Zeitleiste</translation>
        </message>
        <message>
            <source>Playback</source>
            <translation>Wiedergabe</translation>
        </message>
        <message>
            <source>Players on your network can find and use this Marquee.</source>
            <translation>Abspieler in deinem Netz können dieses Marquee finden und benutzen.</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>Port</translation>
        </message>
        <message>
            <source>Reading files</source>
            <translation>Dateien lesen</translation>
        </message>
        <message>
            <source>Resume only after</source>
            <translation>Fortsetzen erst nach</translation>
        </message>
        <message>
            <source>See new files at once</source>
            <translation>Neue Dateien sofort bemerken</translation>
        </message>
        <message>
            <source>Small pictures along each film are made when nothing else is to be done.</source>
            <translation>Kleine Bilder aus jedem Film entstehen, wenn sonst nichts zu tun ist.</translation>
        </message>
        <message>
            <source>Smaller sizes of your pictures take no more than this on disk.</source>
            <translation>Kleinere Fassungen deiner Bilder nehmen höchstens so viel Platz ein.</translation>
        </message>
        <message>
            <source>Space for pictures</source>
            <translation>Platz für Bilder</translation>
        </message>
        <message>
            <source>Space for them</source>
            <translation>Platz dafür</translation>
        </message>
        <message>
            <source>This window</source>
            <translation>Dieses Fenster</translation>
        </message>
        <message>
            <source>What players of the house see. Empty: the name of this computer.</source>
            <translation>Was Abspieler im Haus sehen. Leer: der Name dieses Computers.</translation>
        </message>
        <message>
            <source>What was played this far is marked as watched.</source>
            <translation>Was so weit gespielt wurde, wird als gesehen markiert.</translation>
        </message>
        <message>
            <source>Where players reach the server. Takes effect when Marquee starts again.</source>
            <translation>Wo Abspieler den Server erreichen. Gilt ab dem nächsten Start von Marquee.</translation>
        </message>
        <message>
            <source>Your folders</source>
            <translation>Deine Ordner</translation>
        </message>
        <message>
            <source>hours</source>
            <translation>Stunden</translation>
        </message>
        <message>
            <source>minutes</source>
            <translation>Minuten</translation>
        </message>
        <message>
            <source>seconds</source>
            <translation>Sekunden</translation>
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message>
            <source>Add, scan and remove the folders that Marquee reads.</source>
            <translation>Ordner, die Marquee liest, hinzufügen, durchsehen und entfernen.</translation>
        </message>
        <message>
            <source>Data folder</source>
            <translation>Datenordner</translation>
        </message>
        <message>
            <source>Database</source>
            <translation>Datenbank</translation>
        </message>
        <message>
            <source>Folders</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Manage folders</source>
            <translation>Ordner verwalten</translation>
        </message>
        <message>
            <source>No setting is called like that.</source>
            <translation>So heißt keine Einstellung.</translation>
        </message>
        <message>
            <source>Search settings</source>
            <translation>Einstellungen durchsuchen</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Version</translation>
        </message>
    </context>
    <context>
        <name>Shelf</name>
        <message>
            <source>Scroll back</source>
            <translation>Zurückblättern</translation>
        </message>
        <message>
            <source>Scroll on</source>
            <translation>Weiterblättern</translation>
        </message>
        <message>
            <source>See all</source>
            <translation>Alle zeigen</translation>
        </message>
    </context>
    <context>
        <name>Skeleton</name>
        <message>
            <source>Loading</source>
            <translation>Lädt</translation>
        </message>
    </context>
    <context>
        <name>SourceRow</name>
        <message>
            <source>Progress of the scan</source>
            <translation>Fortschritt des Durchsehens</translation>
        </message>
        <message>
            <source>Remove {0} from Marquee</source>
            <translation>{0} aus Marquee entfernen</translation>
        </message>
        <message>
            <source>Scan {0} now</source>
            <translation>{0} jetzt durchsehen</translation>
        </message>
        <message>
            <source>Stop the scan of {0}</source>
            <translation>Durchsehen von {0} anhalten</translation>
        </message>
    </context>
    <context>
        <name>Sources</name>
        <message numerus="yes">
            <source>%Ln skipped</source>
            <translation>
                <numerusform>%Ln übersprungen</numerusform>
                <numerusform>%Ln übersprungen</numerusform>
            </translation>
        </message>
        <message>
            <source>A link that leads out of the folder, or in circles.</source>
            <translation>Eine Verknüpfung, die aus dem Ordner hinaus oder im Kreis führt.</translation>
        </message>
        <message>
            <source>Damaged, or no media file. Copy it again.</source>
            <translation>Beschädigt oder keine Mediendatei. Kopiere sie noch einmal.</translation>
        </message>
        <message>
            <source>Done: {0} new, {1} changed, {2} gone</source>
            <translation>Fertig: {0} neu, {1} geändert, {2} weg</translation>
        </message>
        <message>
            <source>It went away while it was read.</source>
            <translation>Sie verschwand beim Lesen.</translation>
        </message>
        <message>
            <source>Its name cannot be read. Rename it.</source>
            <translation>Ihr Name ist nicht lesbar. Benenne sie um.</translation>
        </message>
        <message>
            <source>Left out, because you said so.</source>
            <translation>Weggelassen, weil du es so willst.</translation>
        </message>
        <message>
            <source>Looking through the folders, {0} so far</source>
            <translation>Sieht die Ordner durch, bisher {0}</translation>
        </message>
        <message>
            <source>Marquee may not read it. Change its permissions.</source>
            <translation>Marquee darf sie nicht lesen. Ändere ihre Rechte.</translation>
        </message>
        <message>
            <source>Not a normal file, so it was left alone.</source>
            <translation>Keine gewöhnliche Datei, darum blieb sie unberührt.</translation>
        </message>
        <message>
            <source>Reading it failed badly. It is probably damaged.</source>
            <translation>Das Lesen ist schwer gescheitert. Wahrscheinlich ist sie beschädigt.</translation>
        </message>
        <message>
            <source>Reading took too long. It may be damaged.</source>
            <translation>Das Lesen dauerte zu lange. Vielleicht ist sie beschädigt.</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>The file is empty.</source>
            <translation>Die Datei ist leer.</translation>
        </message>
        <message>
            <source>The scan did not work</source>
            <translation>Das Durchsehen hat nicht geklappt</translation>
        </message>
        <message>
            <source>Waiting for its turn</source>
            <translation>Wartet, bis es an der Reihe ist</translation>
        </message>
        <message>
            <source>its disk is away</source>
            <translation>Festplatte fehlt</translation>
        </message>
        <message>
            <source>not scanned yet</source>
            <translation>noch nicht durchgesehen</translation>
        </message>
        <message>
            <source>scanned {0}</source>
            <translation>{0} durchgesehen</translation>
        </message>
        <message>
            <source>{0} a second</source>
            <translation>{0} pro Sekunde</translation>
        </message>
        <message>
            <source>{0} left</source>
            <translation>noch {0}</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} von {1}</translation>
        </message>
    </context>
    <context>
        <name>SourcesPage</name>
        <message>
            <source>Add a folder</source>
            <translation>Ordner hinzufügen</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Folder removed. Its files stay where they are.</source>
            <translation>Ordner entfernt. Seine Dateien bleiben, wo sie sind.</translation>
        </message>
        <message>
            <source>Marquee reads it and never changes what is in it.</source>
            <translation>Marquee liest ihn und ändert nie, was darin liegt.</translation>
        </message>
        <message>
            <source>No folder yet. Add the one where your films, shows or music are; they stay as they are.</source>
            <translation>Noch kein Ordner. Füge den hinzu, in dem deine Filme, Serien oder Musik liegen; sie bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>Scan all</source>
            <translation>Alle durchsehen</translation>
        </message>
        <message>
            <source>Take over from Plex, Jellyfin or Emby…</source>
            <translation>Von Plex, Jellyfin oder Emby übernehmen …</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Your folders</source>
            <translation>Deine Ordner</translation>
        </message>
    </context>
    <context>
        <name>Tray</name>
        <message>
            <source>Coming back</source>
            <translation>Kommt zurück</translation>
        </message>
        <message>
            <source>New in your library</source>
            <translation>Neu in deiner Bibliothek</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Nächstes</translation>
        </message>
        <message>
            <source>Open Marquee</source>
            <translation>Marquee öffnen</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>Abspielen</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>Scan all folders now</source>
            <translation>Alle Ordner jetzt durchsehen</translation>
        </message>
        <message>
            <source>Scanning, {0} %</source>
            <translation>Sieht durch, {0} %</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>Startet</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>Hält an</translation>
        </message>
        <message>
            <source>The server does not start</source>
            <translation>Der Server startet nicht</translation>
        </message>
        <message>
            <source>The server is running</source>
            <translation>Der Server läuft</translation>
        </message>
        <message>
            <source>{0} on {1}</source>
            <translation>{0} auf {1}</translation>
        </message>
    </context>
    <context>
        <name>Tuning</name>
        <message>
            <source>Size of subtitles</source>
            <translation>Größe der Untertitel</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Tempo</translation>
        </message>
        <message>
            <source>This player cannot move the sound. The player mpv can.</source>
            <translation>Dieser Player kann den Ton nicht verschieben. Der Player mpv kann es.</translation>
        </message>
        <message>
            <source>This player cannot show subtitles earlier. The player mpv can.</source>
            <translation>Dieser Player kann Untertitel nicht früher zeigen. Der Player mpv kann es.</translation>
        </message>
        <message>
            <source>Time of sound</source>
            <translation>Zeit des Tons</translation>
        </message>
        <message>
            <source>Time of subtitles</source>
            <translation>Zeit der Untertitel</translation>
        </message>
        <message>
            <source>{0} %</source>
            <translation>{0} %</translation>
        </message>
        <message>
            <source>{0} s</source>
            <translation>{0} s</translation>
        </message>
    </context>
    <context>
        <name>TuningPanel</name>
        <message>
            <source>Backspace</source>
            <translation>Rücktaste</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Speed, subtitles and sound</source>
            <translation>Tempo, Untertitel und Ton</translation>
        </message>
        <message>
            <source>{what}: less</source>
            <translation>{what}: weniger</translation>
        </message>
        <message>
            <source>{what}: more</source>
            <translation>{what}: mehr</translation>
        </message>
        <message>
            <source>{what}: set back</source>
            <translation>{what}: zurücksetzen</translation>
        </message>
    </context>
    <context>
        <name>WallPage</name>
        <message>
            <source>Add a folder</source>
            <translation>Ordner hinzufügen</translation>
        </message>
        <message>
            <source>By title</source>
            <translation>Nach Titel</translation>
        </message>
        <message>
            <source>Everything is still there. Widen the search to see it again.</source>
            <translation>Alles ist noch da. Suche weiter gefasst, um es wieder zu sehen.</translation>
        </message>
        <message>
            <source>Films</source>
            <translation>Filme</translation>
        </message>
        <message>
            <source>Music</source>
            <translation>Musik</translation>
        </message>
        <message>
            <source>Newest here first</source>
            <translation>Zuletzt hinzugefügt</translation>
        </message>
        <message>
            <source>Newest year first</source>
            <translation>Neuestes Jahr zuerst</translation>
        </message>
        <message>
            <source>No films yet</source>
            <translation>Noch keine Filme</translation>
        </message>
        <message>
            <source>No music yet</source>
            <translation>Noch keine Musik</translation>
        </message>
        <message>
            <source>No shows yet</source>
            <translation>Noch keine Serien</translation>
        </message>
        <message>
            <source>Nothing fits these filters</source>
            <translation>Nichts passt zu diesen Filtern</translation>
        </message>
        <message>
            <source>Oldest year first</source>
            <translation>Ältestes Jahr zuerst</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Saved as “{name}”</source>
            <translation>Als „{name}“ gespeichert</translation>
        </message>
        <message>
            <source>Show everything</source>
            <translation>Alles zeigen</translation>
        </message>
        <message>
            <source>Shows</source>
            <translation>Serien</translation>
        </message>
        <message>
            <source>Size of the pictures</source>
            <translation>Größe der Bilder</translation>
        </message>
        <message>
            <source>Sort by</source>
            <translation>Sortieren nach</translation>
        </message>
        <message>
            <source>Tell Marquee where your files are. They appear here while it looks through them.</source>
            <translation>Sag Marquee, wo deine Dateien liegen. Sie erscheinen hier, während es sie durchsieht.</translation>
        </message>
    </context>
    <context>
        <name>WelcomePage</name>
        <message>
            <source>Add a folder or more. Marquee reads them and never changes what is in them.</source>
            <translation>Füge einen oder mehrere Ordner hinzu. Marquee liest sie und ändert nie, was darin liegt.</translation>
        </message>
        <message>
            <source>And the rest of the house?</source>
            <translation>Und der Rest des Hauses?</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Both can be changed later in the settings.</source>
            <translation>Beides lässt sich später in den Einstellungen ändern.</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <source>Let the house in</source>
            <translation>Das Haus hereinlassen</translation>
        </message>
        <message>
            <source>Marquee waits in the tray, and the house can play at any time.</source>
            <translation>Marquee wartet im Infobereich, und das Haus kann jederzeit abspielen.</translation>
        </message>
        <message>
            <source>Players on your network can find and use this Marquee.</source>
            <translation>Abspieler in deinem Netz können dieses Marquee finden und benutzen.</translation>
        </message>
        <message>
            <source>Show my wall</source>
            <translation>Zeig meine Wand</translation>
        </message>
        <message>
            <source>Skip all</source>
            <translation>Alles überspringen</translation>
        </message>
        <message>
            <source>Start with this computer</source>
            <translation>Mit diesem Computer starten</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>Schritt</translation>
        </message>
        <message>
            <source>Welcome</source>
            <translation>Willkommen</translation>
        </message>
        <message>
            <source>Welcome to Marquee</source>
            <translation>Willkommen bei Marquee</translation>
        </message>
        <message>
            <source>Where are your media?</source>
            <translation>Wo sind deine Medien?</translation>
        </message>
        <message>
            <source>Your films, shows and music on one wall, for the whole house. What shall we call you?</source>
            <translation>Deine Filme, Serien und Musik auf einer Wand, für das ganze Haus. Wie sollen wir dich nennen?</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>Dein Name</translation>
        </message>
    </context>
    <context>
        <name>Why</name>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>Picture and sound stay as they are; only their wrapping is changed.</source>
            <translation>Bild und Ton bleiben, wie sie sind; nur ihre Hülle wird geändert.</translation>
        </message>
        <message>
            <source>Sound</source>
            <translation>Ton</translation>
        </message>
        <message>
            <source>Subtitle</source>
            <translation>Untertitel</translation>
        </message>
        <message>
            <source>The picture is converted for this screen.</source>
            <translation>Das Bild wird für diesen Bildschirm umgewandelt.</translation>
        </message>
        <message>
            <source>The picture stays as it is; the sound is converted.</source>
            <translation>Das Bild bleibt, wie es ist; der Ton wird umgewandelt.</translation>
        </message>
        <message>
            <source>This screen plays the file as it is.</source>
            <translation>Dieser Bildschirm spielt die Datei, wie sie ist.</translation>
        </message>
        <message>
            <source>{measured} – plays {allowed}</source>
            <translation>{measured} – spielt {allowed}</translation>
        </message>
    </context>
    <context>
        <name>WhyPanel</name>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Why this way?</source>
            <translation>Warum so?</translation>
        </message>
    </context>
    <context>
        <name>Window</name>
        <message>
            <source>Marquee goes on in the tray</source>
            <translation>Marquee läuft im Infobereich weiter</translation>
        </message>
        <message>
            <source>Marquee is coming back. What plays goes on.</source>
            <translation>Marquee kommt zurück. Was läuft, läuft weiter.</translation>
        </message>
        <message>
            <source>Players of the house can still reach it. Quit it from its icon.</source>
            <translation>Abspieler im Haus erreichen es weiterhin. Beende es über sein Symbol.</translation>
        </message>
        <message>
            <source>The engine does not start. Marquee keeps trying; the log says why.</source>
            <translation>Der Server startet nicht. Marquee versucht es weiter; im Protokoll steht, warum.</translation>
        </message>
    </context>
    <context>
        <name>WindowSection</name>
        <message>
            <source>Albums as they were made</source>
            <translation>Alben, wie sie gemacht sind</translation>
        </message>
        <message>
            <source>All alike</source>
            <translation>Alles gleich laut</translation>
        </message>
        <message>
            <source>All films play alike, and so does all music, once measured.</source>
            <translation>Alle Filme spielen gleich laut, und alle Musik, sobald sie gemessen sind.</translation>
        </message>
        <message>
            <source>As it is</source>
            <translation>Wie es ist</translation>
        </message>
        <message>
            <source>Closing the window keeps the server for the house.</source>
            <translation>Schließt du das Fenster, läuft der Server für das Haus weiter.</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>Dark rooms like dark windows.</source>
            <translation>Dunkle Räume mögen dunkle Fenster.</translation>
        </message>
        <message>
            <source>Go on in the tray</source>
            <translation>Im Infobereich weiterlaufen</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Like the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Loudness</source>
            <translation>Lautheit</translation>
        </message>
        <message>
            <source>Marquee waits in the tray, and the house can play at any time.</source>
            <translation>Marquee wartet im Infobereich, und das Haus kann jederzeit abspielen.</translation>
        </message>
        <message>
            <source>Shown at the foot of the rail.</source>
            <translation>Steht unten in der Leiste.</translation>
        </message>
        <message>
            <source>Start with this computer</source>
            <translation>Mit diesem Computer starten</translation>
        </message>
        <message>
            <source>Takes effect when the window opens again.</source>
            <translation>Gilt, wenn das Fenster das nächste Mal aufgeht.</translation>
        </message>
        <message>
            <source>The new language is used from the next start on.</source>
            <translation>Die neue Sprache gilt ab dem nächsten Start.</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Aussehen</translation>
        </message>
        <message>
            <source>This desktop has no tray, so closing the window ends Marquee.</source>
            <translation>Dieser Desktop hat keinen Infobereich, darum beendet das Schließen Marquee.</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>Dein Name</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message numerus="yes">
            <source>%Ln album(s)</source>
            <translation>
                <numerusform>%Ln Album</numerusform>
                <numerusform>%Ln Alben</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln episode(s)</source>
            <translation>
                <numerusform>%Ln Folge</numerusform>
                <numerusform>%Ln Folgen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s)</source>
            <translation>
                <numerusform>%Ln Datei</numerusform>
                <numerusform>%Ln Dateien</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln film(s)</source>
            <translation>
                <numerusform>%Ln Film</numerusform>
                <numerusform>%Ln Filme</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln hour(s) ago</source>
            <translation>
                <numerusform>vor %Ln Stunde</numerusform>
                <numerusform>vor %Ln Stunden</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln minute(s) ago</source>
            <translation>
                <numerusform>vor %Ln Minute</numerusform>
                <numerusform>vor %Ln Minuten</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln show(s)</source>
            <translation>
                <numerusform>%Ln Serie</numerusform>
                <numerusform>%Ln Serien</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln track(s)</source>
            <translation>
                <numerusform>%Ln Titel</numerusform>
                <numerusform>%Ln Titel</numerusform>
            </translation>
        </message>
        <message>
            <source>just now</source>
            <translation>gerade eben</translation>
        </message>
        <message>
            <source>{0} h</source>
            <translation>{0} Std.</translation>
        </message>
        <message>
            <source>{0} h {1} min</source>
            <translation>{0} Std. {1} Min.</translation>
        </message>
        <message>
            <source>{0} left</source>
            <translation>noch {0}</translation>
        </message>
        <message>
            <source>{0} min</source>
            <translation>{0} min</translation>
        </message>
        <message>
            <source>{0} s</source>
            <translation>{0} s</translation>
        </message>
    </context>
</TS>
