// One part of a large script; @ stands for its number. A third of the parts runs while the script is loaded.
class Part@ {
  #items = new Map();

  add(name, price, count = 1) {
    const known = this.#items.get(name);
    if (known === undefined) this.#items.set(name, { name, price, count });
    else known.count += count;
    return this;
  }

  total({ discount = 0, tax = 0.19 } = {}) {
    let sum = 0;
    for (const { price, count } of this.#items.values()) sum += price * count;
    return Math.round(sum * (1 - discount) * (1 + tax) * 100) / 100;
  }

  describe(language) {
    switch (language) {
      case "de":
        return `${this.#items.size} Artikel, zusammen ${this.total()} EUR`;
      case "fr":
        return `${this.#items.size} articles, ${this.total()} EUR en tout`;
      default:
        return `${this.#items.size} items, ${this.total()} EUR in all`;
    }
  }
}

if (@ % 3 === 0) new Part@().add("book", 12.5, 2).add("pen", 1.2).total({ discount: 0.1 });
