/**
 * The conversation with the server: what waits to be sent, and when to try again. The server answers
 * a repeated `client_id` with its first answer: trying again never says anything twice.
 */
const STORED = "assistant-orientation";
const DELAYS = [1, 2, 4, 8, 15, 30]; // seconds between two tries
const PATIENCE = 20; // seconds; the server gives up on its own side before

class Unreachable extends Error {
  constructor(reason, retryAfter = 0) {
    super(reason);
    this.retryAfter = retryAfter;
  }
}

class Refused extends Error {
  constructor(status) {
    super(`refused with status ${status}`);
    this.status = status;
  }
}

export class Conversation {
  #api;
  #hear;
  #state = read() ?? fresh();
  #restored = false;
  #busy = false;
  #stopped = true;
  #tries = 0;
  #timer = 0;

  /** `hear` holds what is called when something happens: see panneau.js. */
  constructor(api, hear) {
    this.#api = api;
    this.#hear = hear;
  }

  get queue() {
    return this.#state.queue;
  }

  get id() {
    return this.#state.conversation;
  }

  /** Begin, or go on with, the conversation. Storage is written from here on. */
  open() {
    this.#state.open = true;
    this.#save();
    if (!this.#stopped) return;
    this.#stopped = false;
    addEventListener("online", () => this.retry());
    addEventListener("offline", () => this.#hear.trouble("offline"));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible" && this.#timer) this.retry();
    });
    this.#work();
  }

  close() {
    this.#state.open = false;
    this.#save();
  }

  say(content) {
    const entry = { client_id: newUuid(), ...content };
    this.#state.queue.push(entry);
    this.#save();
    this.#work();
    return entry;
  }

  retry() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#work();
  }

  /** Erase everything here and on the server, then begin anew. Throws when the server is out of reach. */
  async restart() {
    const { conversation } = this.#state;
    if (conversation) {
      await this.#call("DELETE", `api/conversations/${conversation}`).catch((error) => {
        if (error.status !== 404) throw error; // gone already is as good as erased
      });
    }
    clearTimeout(this.#timer);
    this.#timer = this.#tries = 0;
    this.#state = fresh();
    this.#save();
    this.#work();
  }

  async leaveMessage(content) {
    return (await this.#call("POST", "api/contact", content)).reference;
  }

  async #work() {
    if (this.#busy || this.#stopped || this.#timer) return;
    this.#busy = true;
    this.#hear.waiting(true);
    try {
      while (await this.#step()) this.#settle();
      this.#settle();
    } catch (error) {
      if (!(error instanceof Unreachable)) console.error("The conversation stopped on:", error);
      const delay = DELAYS[Math.min(this.#tries++, DELAYS.length - 1)];
      this.#timer = setTimeout(() => this.retry(), 1000 * Math.max(delay, error.retryAfter ?? 0));
      this.#hear.trouble(navigator.onLine ? "unreachable" : "offline");
    } finally {
      this.#busy = false;
      this.#hear.waiting(false);
    }
    // Something may have been said, or erased, between the last step and here.
    if (!this.#timer && (this.queue.length || !this.id)) this.#work();
  }

  #settle() {
    this.#tries = 0;
    this.#hear.trouble(null);
  }

  /** Do the next thing; false when there is none. */
  async #step() {
    const state = this.#state;
    if (!state.conversation) return this.#begin(state);
    try {
      // What waited from an earlier page goes first: the history then holds it with its answer.
      if (state.queue.length) return await this.#send(state, state.queue[0]);
      if (this.#restored) return false;
      const { messages } = await this.#call("GET", `api/conversations/${state.conversation}`);
      if (state !== this.#state || state.queue.length) return true;
      this.#restored = true;
      this.#hear.restored(messages);
      return false;
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 404) throw error;
      if (state !== this.#state) return true;
      this.#state = fresh();
      this.#save();
      this.#hear.expired(state.queue);
      return true;
    }
  }

  async #begin(state) {
    let begun;
    try {
      begun = await this.#call("POST", "api/conversations", {});
    } catch (error) {
      throw error instanceof Refused ? new Unreachable(error.message) : error;
    }
    if (state !== this.#state) return true;
    state.conversation = begun.conversation;
    state.token = begun.token;
    this.#restored = true;
    this.#save();
    this.#hear.began(begun.messages);
    return true;
  }

  async #send(state, entry) {
    const { client_id, text, choice } = entry;
    const body = choice === undefined ? { text, client_id } : { choice, client_id };
    let answer = null;
    try {
      answer = await this.#call("POST", `api/conversations/${state.conversation}/messages`, body);
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 404) throw error;
      if (state === this.#state) this.#hear.refused(entry, error.status);
    }
    state.queue = state.queue.filter((each) => each !== entry);
    if (state !== this.#state) return true;
    this.#save();
    if (answer && this.#restored) this.#hear.answered(entry, answer.messages);
    return true;
  }

  async #call(method, path, body) {
    const headers = {};
    if (this.#state.token) headers.Authorization = `Bearer ${this.#state.token}`;
    if (body) headers["Content-Type"] = "application/json";
    let response;
    let content = null;
    try {
      response = await fetch(new URL(path, this.#api), {
        method,
        headers,
        body: body && JSON.stringify(body),
        credentials: "omit",
        cache: "no-store",
        signal: AbortSignal.timeout(1000 * PATIENCE),
      });
      if (response.ok && response.status !== 204) content = await response.json();
    } catch (error) {
      throw new Unreachable(String(error));
    }
    if (response.ok) return content;
    if (response.status >= 500 || response.status === 408 || response.status === 429) {
      const seconds = Number(response.headers.get("Retry-After")) || 0;
      throw new Unreachable(`status ${response.status}`, Math.min(seconds, 120));
    }
    throw new Refused(response.status);
  }

  #save() {
    try {
      sessionStorage.setItem(STORED, JSON.stringify(this.#state));
    } catch {
      // Storage is refused or full: the conversation lives as long as the page.
    }
  }
}

const fresh = () => ({ conversation: null, token: null, queue: [], open: true });

function read() {
  try {
    const state = JSON.parse(sessionStorage.getItem(STORED));
    return state && Array.isArray(state.queue) ? state : null;
  } catch {
    return null;
  }
}

export function newUuid() {
  if (crypto.randomUUID) return crypto.randomUUID(); // only where the page is served securely
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
