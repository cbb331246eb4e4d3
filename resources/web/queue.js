// The order in which tracks play: as they lie, or shuffled, once or again and again. It knows no player.

export const REPEATS = ['off', 'all', 'one'];

export class Queue {
  constructor(cards, index = 0, { random = Math.random } = {}) {
    this.cards = cards;
    this.order = cards.map((_, each) => each);
    this.at = Math.max(0, Math.min(index, cards.length - 1));
    this.isShuffled = false;
    this.repeat = 'off';
    this.random = random;
  }

  get card() {
    return this.cards[this.order[this.at]] || null;
  }

  // The tracks in the order in which they play.
  get list() {
    return this.order.map((each) => this.cards[each]);
  }

  // Goes on; null at the end. A track that ended by itself is repeated when that is wanted.
  next({ isEnded = false } = {}) {
    if (isEnded && this.repeat === 'one') return this.card;
    if (this.at + 1 < this.order.length) this.at += 1;
    else if (this.repeat !== 'off') this.at = 0;
    else return null;
    return this.card;
  }

  previous() {
    if (this.at > 0) this.at -= 1;
    else if (this.repeat !== 'off') this.at = this.order.length - 1;
    return this.card;
  }

  jump(place) {
    this.at = Math.max(0, Math.min(place, this.order.length - 1));
    return this.card;
  }

  // What plays goes on; what follows comes in another order.
  shuffle() {
    const current = this.order[this.at];
    this.isShuffled = !this.isShuffled;
    this.order = this.cards.map((_, each) => each);
    if (this.isShuffled) {
      this.order.splice(current, 1);
      for (let last = this.order.length - 1; last > 0; last -= 1) {
        const other = Math.floor(this.random() * (last + 1));
        [this.order[last], this.order[other]] = [this.order[other], this.order[last]];
      }
      this.order.unshift(current);
    }
    this.at = this.order.indexOf(current);
  }

  turnRepeat() {
    this.repeat = REPEATS[(REPEATS.indexOf(this.repeat) + 1) % REPEATS.length];
  }
}
