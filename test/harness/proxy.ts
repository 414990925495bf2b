import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** Stands between us and a server, and can be cut or fall silent: what a network does. */
export class TcpProxy {
  #mode: "through" | "cut" | "silent" = "through";
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  constructor(host: string, port: number) {
    this.#server = createServer((near) => {
      this.#keep(near);
      if (this.#mode === "cut") near.destroy();
      if (this.#mode !== "through") return;
      const far = this.#keep(connect(port, host));
      near.on("data", (bytes) => this.#mode === "through" && far.write(bytes));
      far.on("data", (bytes) => this.#mode === "through" && near.write(bytes));
      near.once("close", () => far.destroy());
      far.once("close", () => near.destroy());
    });
  }

  async start(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  cut(): void {
    this.#mode = "cut";
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Takes whatever comes and answers nothing. */
  silence(): void {
    this.#mode = "silent";
  }

  /** Connections that fell silent stay so: they are dropped, and new ones go through. */
  mend(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#mode = "through";
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => this.#sockets.delete(socket));
    return socket;
  }
}
