# Two workers in one process of workerd, each with its own isolate and port.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "neighbour", worker = (
      modules = [(name = "neighbour.mjs", esModule = embed "neighbour.mjs")],
      bindings = [(name = "OWNER", text = "peer")],
      compatibilityDate = "2026-01-01",
    )),
    (name = "attacker", worker = (
      @SCRIPT@,
      bindings = [(name = "OUTSIDE_MEBIBYTES", text = "0")],
      compatibilityDate = "2026-01-01",
      globalOutbound = "anywhere",
    )),
    (name = "anywhere", network = (allow = ["public", "private", "local"])),
  ],
  sockets = [
    (name = "neighbour", address = "127.0.0.1:@NEIGHBOUR@", http = (), service = "neighbour"),
    (name = "attacker", address = "127.0.0.1:@ATTACKER@", http = (), service = "attacker"),
  ],
);
