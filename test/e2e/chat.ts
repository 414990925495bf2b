import type { Locator, Page } from "playwright-core";

/** The bot's chat in Microsoft 365 Agents Playground, as a person has it before them. */
export class Chat {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The page, not the Playground's server, tells the bot that it was installed: opening it is installing. */
  async open(url: string): Promise<void> {
    const installed = this.page.waitForResponse((response) =>
      response.url().includes("/_debug/conversation/"),
    );
    await this.page.goto(url);
    await installed;
    await this.page.getByRole("button", { name: "Hide log panel" }).click();
  }

  async say(words: string): Promise<void> {
    const composer = this.page.locator("div[role=textbox]").last();
    await composer.click();
    await composer.fill(words);
    await this.page.getByRole("button", { name: "Send Message" }).click();
  }

  /** The newest card with this heading, once it is there. */
  async card(heading: string | RegExp): Promise<Locator> {
    const card = this.page
      .locator(".ac-adaptiveCard")
      .filter({ has: this.page.getByRole("heading", { name: heading }) })
      .last();
    await card.waitFor();
    await card.scrollIntoViewIfNeeded();
    return card;
  }

  /** The newest card that says this anywhere. */
  async cardWith(words: string): Promise<Locator> {
    const card = this.page.locator(".ac-adaptiveCard").filter({ hasText: words }).last();
    await card.waitFor();
    await card.scrollIntoViewIfNeeded();
    return card;
  }

  /** The first, second, … card of this chat, once there are so many. */
  async cardNumber(number: number): Promise<Locator> {
    const card = this.page.locator(".ac-adaptiveCard").nth(number - 1);
    await card.waitFor();
    return card;
  }

  /** How many messages with cards there are: what a silent bot doesn't change. */
  cards(): Promise<number> {
    return this.page.locator(".ac-adaptiveCard").count();
  }

  async press(card: Locator, button: string): Promise<void> {
    await card.getByRole("button", { name: button, exact: true }).click();
  }

  /** Takes an option of a drop-down list. */
  async choose(card: Locator, label: string, option: string | RegExp): Promise<void> {
    await card.getByRole("combobox", { name: label }).click();
    await this.page.getByRole("option", { name: option, exact: true }).click();
  }

  chosen(card: Locator, label: string): Promise<string> {
    return card.getByRole("combobox", { name: label }).inputValue();
  }

  async fillNumber(card: Locator, label: string, number: string): Promise<void> {
    await card.getByRole("spinbutton", { name: label }).fill(number);
  }

  /** Where a button that opens a page leads, found out by pressing it. */
  async linkOf(card: Locator, button: string): Promise<string> {
    const [asked] = await Promise.all([
      this.page.context().waitForEvent("request", (request) => request.url().includes("/files/")),
      card.getByRole("link", { name: button }).click(),
    ]);
    return asked.url();
  }

  async openChat(name: string): Promise<void> {
    await this.page.getByRole("treeitem", { name }).click();
  }

  /** In a group the bot is told only of what mentions it. */
  async mention(bot: string, words: string): Promise<void> {
    await this.page.locator("div[role=textbox]").last().click();
    await this.page.keyboard.type("@");
    await this.page.getByRole("menuitem", { name: bot }).click();
    await this.page.keyboard.type(` ${words}`);
    await this.page.getByRole("button", { name: "Send Message" }).click();
  }

  async search(command: string, parameter: string, words: string): Promise<void> {
    await this.page.getByRole("button", { name: "Trigger Message Extension App" }).click();
    await this.page.getByRole("menuitem", { name: "Search Command" }).click();
    await this.page.getByText("Specify Command ID or Parameter").click();
    await this.page.getByPlaceholder("Command ID").fill(command);
    await this.page.getByPlaceholder("Parameter name").fill(parameter);
    await this.page.getByPlaceholder("Enter a search term").fill(words);
  }
}
