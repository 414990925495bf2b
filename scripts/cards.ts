import { buildGallery } from "./gallery/build.ts";
import { serveFolder } from "./gallery/serve.ts";

/** `npm run cards`: a gallery of every card in both languages. With --build it is only written, not served. */
const FOLDER = "artefacts/cards";

const cards = await buildGallery(FOLDER);
console.log(`${cards.length} cards in each language are in ${FOLDER}/index.html.`);
if (!process.argv.includes("--build")) {
  const { url } = await serveFolder(FOLDER);
  console.log(`Open ${url} (Ctrl-C ends it).`);
}
