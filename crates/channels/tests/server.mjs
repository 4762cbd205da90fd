// A mail server for the tests: takes mail, refuses and defers some addresses, and prints each message that it took.
// The first line says its port; it ends when its standard input does.
import { SMTPServer } from "smtp-server";

const [certificate, key] = process.argv.slice(2);
const server = new SMTPServer({
  authOptional: true,
  ...(certificate ? { cert: certificate, key } : { disabledCommands: ["STARTTLS"] }),
  onAuth: (auth, session, done) =>
    auth.username === "lantern" && auth.password === "teapot" && session.secure
      ? done(null, { user: auth.username })
      : done(new Error("wrong name or password")),
  onRcptTo(address, session, done) {
    const refusal = (text, code) => Object.assign(new Error(text), { responseCode: code });
    if (address.address.startsWith("nobody@")) return done(refusal("no such mailbox", 550));
    if (address.address.startsWith("full@")) return done(refusal("try later", 452));
    done();
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on("data", (part) => parts.push(part));
    stream.on("end", () => {
      const message = Buffer.concat(parts).toString("utf8");
      const to = session.envelope.rcptTo.map((one) => one.address);
      console.log(JSON.stringify({ to, secure: session.secure, user: session.user ?? "", message }));
      done();
    });
  },
});
server.on("error", () => {});
server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: server.server.address().port })));
process.stdin.resume().on("end", () => process.exit(0));
