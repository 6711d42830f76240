// The reference of `cargo xtask bench chat`: a chat server as it is usually written, with the same
// promise. A message is stored in a transaction of its own (WAL, synchronous = FULL, so on the
// disk), then acknowledged to its sender and sent to the room of all teammates.
import { createServer } from "node:http";
import { join } from "node:path";
import Database from "better-sqlite3";
import { Server } from "socket.io";

const db = new Database(join(process.argv[2], "socketio.db"));
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec(`CREATE TABLE messages (
  id TEXT PRIMARY KEY, conversation TEXT NOT NULL, seq INTEGER NOT NULL, text TEXT NOT NULL,
  at INTEGER NOT NULL, UNIQUE (conversation, seq))`);
const last = db.prepare("SELECT coalesce(max(seq), 0) AS seq FROM messages WHERE conversation = ?");
const insert = db.prepare("INSERT INTO messages VALUES (?, ?, ?, ?, ?)");
const store = db.transaction((message) => {
  const seq = last.get(message.conversation).seq + 1;
  insert.run(message.id, message.conversation, seq, message.text, Date.now());
  return seq;
});

const http = createServer();
const io = new Server(http, { transports: ["websocket"], perMessageDeflate: false });
io.on("connection", (socket) => {
  if (socket.handshake.auth.role === "teammate") socket.join("team");
  socket.on("say", (message, acknowledge) => {
    const seq = store(message);
    acknowledge({ id: message.id, seq });
    io.to("team").emit("message", { ...message, seq });
  });
  socket.on("count", (acknowledge) => {
    acknowledge(db.prepare("SELECT count(*) AS count FROM messages").get());
  });
});
http.listen(0, "127.0.0.1", () => console.log(`listens on ${http.address().port}`));
