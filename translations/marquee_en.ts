<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>Activity</name>
        <message numerus="yes">
            <source>Gave up after %Ln attempt(s)</source>
            <translation>
                <numerusform>Gave up after %Ln attempt</numerusform>
                <numerusform>Gave up after %Ln attempts</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Imports</name>
        <message numerus="yes">
            <source>%Ln not found</source>
            <translation>
                <numerusform>%Ln not found</numerusform>
                <numerusform>%Ln not found</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Library</name>
        <message numerus="yes">
            <source>%n album(s)</source>
            <translation>
                <numerusform>%n album</numerusform>
                <numerusform>%n albums</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n artist(s)</source>
            <translation>
                <numerusform>%n artist</numerusform>
                <numerusform>%n artists</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n episode(s)</source>
            <translation>
                <numerusform>%n episode</numerusform>
                <numerusform>%n episodes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n film(s)</source>
            <translation>
                <numerusform>%n film</numerusform>
                <numerusform>%n films</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n list(s)</source>
            <translation>
                <numerusform>%n list</numerusform>
                <numerusform>%n lists</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n season(s)</source>
            <translation>
                <numerusform>%n season</numerusform>
                <numerusform>%n seasons</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n show(s)</source>
            <translation>
                <numerusform>%n show</numerusform>
                <numerusform>%n shows</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n title(s)</source>
            <translation>
                <numerusform>%n title</numerusform>
                <numerusform>%n titles</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n track(s)</source>
            <translation>
                <numerusform>%n track</numerusform>
                <numerusform>%n tracks</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unwatched</source>
            <translation>
                <numerusform>%n unwatched</numerusform>
                <numerusform>%n unwatched</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Review</name>
        <message numerus="yes">
            <source>%Ln open question(s)</source>
            <translation>
                <numerusform>%Ln open question</numerusform>
                <numerusform>%Ln open questions</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Sources</name>
        <message numerus="yes">
            <source>%Ln skipped</source>
            <translation>
                <numerusform>%Ln skipped</numerusform>
                <numerusform>%Ln skipped</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message numerus="yes">
            <source>%Ln album(s)</source>
            <translation>
                <numerusform>%Ln album</numerusform>
                <numerusform>%Ln albums</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln episode(s)</source>
            <translation>
                <numerusform>%Ln episode</numerusform>
                <numerusform>%Ln episodes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s)</source>
            <translation>
                <numerusform>%Ln file</numerusform>
                <numerusform>%Ln files</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln film(s)</source>
            <translation>
                <numerusform>%Ln film</numerusform>
                <numerusform>%Ln films</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln hour(s) ago</source>
            <translation>
                <numerusform>%Ln hour ago</numerusform>
                <numerusform>%Ln hours ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln minute(s) ago</source>
            <translation>
                <numerusform>%Ln minute ago</numerusform>
                <numerusform>%Ln minutes ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln show(s)</source>
            <translation>
                <numerusform>%Ln show</numerusform>
                <numerusform>%Ln shows</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln track(s)</source>
            <translation>
                <numerusform>%Ln track</numerusform>
                <numerusform>%Ln tracks</numerusform>
            </translation>
        </message>
    </context>
</TS>
