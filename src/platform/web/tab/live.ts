/**
 * Asks for the page again every few seconds while something on it goes on, and puts what is marked in place of what was.
 * Only a sentence that differs is read aloud. Without it one reloads the page. It stops where the page does.
 */
export const liveScript = `(() => {
  const EVERY_MS = 5000;
  const MOST_FAILURES = 5;
  let failures = 0;
  const parts = (page) => [...page.querySelectorAll("[data-live]")];
  const again = async () => {
    if (document.hidden) return true;
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok || answer.redirected) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = new Map(parts(page).map((part) => [part.id, part]));
    for (const part of parts(document)) {
      const next = fresh.get(part.id);
      if (next === undefined || next.innerHTML === part.innerHTML) continue;
      if (part.contains(document.activeElement)) continue;
      part.replaceChildren(...[...next.childNodes].map((node) => document.importNode(node, true)));
    }
    return page.querySelector('[data-live="going"]') !== null;
  };
  const wait = () => setTimeout(async () => {
    try {
      if (!(await again())) return;
      failures = 0;
    } catch {
      failures += 1;
      if (failures >= MOST_FAILURES) return;
    }
    wait();
  }, EVERY_MS);
  if (document.querySelector('[data-live="going"]') !== null) wait();
})();
`;
