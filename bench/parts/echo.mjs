// What we are measured against: restify and teams-ai with no storage, answering a message with a message and a press
// with a sentence. Nothing is checked, kept or decided.
import { Application, TeamsAdapter } from "@microsoft/teams-ai";
import restify from "restify";

const adapter = new TeamsAdapter({});
const bot = new Application({ startTypingTimer: false });

bot.activity("message", async (context) => {
  await context.sendActivity(`you said: ${context.activity.text}`);
});
bot.addRoute(
  async ({ activity }) => activity.type === "invoke",
  async (context) => {
    const { verb } = context.activity.value.action;
    const body = {
      statusCode: 200,
      type: "application/vnd.microsoft.activity.message",
      value: `you pressed: ${verb}`,
    };
    await context.sendActivity({ type: "invokeResponse", value: { status: 200, body } });
  },
  true,
);

const server = restify.createServer();
server.use(restify.plugins.bodyReader());
server.use(restify.plugins.jsonBodyParser());
server.get("/readyz", async (_request, response) => {
  response.send(200);
});
server.post("/api/messages", async (request, response) => {
  await adapter.process(request, response, async (context) => {
    await bot.run(context);
  });
});
server.listen(Number(process.env.PORT), "127.0.0.1");
