import assert from "node:assert/strict";
import { type Staff, TENANT, TestHouse, textOf } from "../../harness/house.ts";

describe("Roles", () => {
  let house: TestHouse;
  let ada: Staff;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    ada = await house.person("Ada").meets();
  });
  afterEach(() => house.close());

  const gives = (who: string) => house.operates(`role give champion ${who} --tenant ${TENANT} --by ops`);
  const takes = (who: string) => house.operates(`role take champion ${who} --tenant ${TENANT} --by ops`);
  const lists = async () => (await house.operates(`role list --tenant ${TENANT}`)).out;

  it("are given, listed by id and taken", async () => {
    assert.match(await lists(), /Nobody has a role/);
    assert.match((await gives(ada.id)).out, /They are a champion now/);
    assert.equal(await lists(), `champion  ${ada.id}\n`);
    assert.match((await takes(ada.id)).out, /They are no champion any more/);
    assert.match(await lists(), /Nobody has a role/);
  });

  it("of analysts and administrators are given the same way, beside one another", async () => {
    for (const role of ["analyst", "administrator"])
      assert.equal((await house.operates(`role give ${role} ${ada.id} --tenant ${TENANT} --by ops`)).code, 0);
    assert.equal(await lists(), `analyst  ${ada.id}\nadministrator  ${ada.id}\n`);
    assert.match(textOf(await ada.says("my data")), /Analyst: you see figures on groups/);
  });

  it("given or taken twice change nothing, and stand on record once", async () => {
    await gives(ada.id);
    assert.match((await gives(ada.id)).out, /already/);
    await takes(ada.id);
    assert.match((await takes(ada.id)).out, /They were no champion/);

    const { audit_event: events = [] } = await house.everything();
    assert.deepEqual(
      events.map(({ what, by_whom }) => [what, by_whom]),
      [
        ["role given", "ops"],
        ["role taken", "ops"],
      ],
    );
  });

  it("on record name nobody, so that forgetting somebody leaves nothing of them there", async () => {
    await gives(ada.id);

    await ada.presses(await ada.says("forget me"), "Erase it all");

    assert.doesNotMatch(JSON.stringify(await house.everything()), /id-of-ada/);
    assert.match(await lists(), /Nobody has a role/);
  });

  it("are given to nobody we don't know, and only by somebody who says who they are", async () => {
    assert.equal((await gives("id-of-nobody")).code, 1);
    const { code, err } = await house.operates(`role give champion ${ada.id} --tenant ${TENANT}`);
    assert.equal(code, 1);
    assert.match(err, /--by/);
    assert.equal((await house.operates(`role give ruler ${ada.id} --tenant ${TENANT} --by ops`)).code, 1);
  });

  it("are each person's to see under “my data”, in either language", async () => {
    await gives(ada.id);
    assert.match(textOf(await ada.says("my data")), /Champion: you review stories/);
    await ada.chooses({ language: "cy" });
    assert.match(textOf(await ada.says("fy nata")), /Hyrwyddwr/);
  });

  it("of one organisation are none in another", async () => {
    const other = await house.person("Ada", "22222222-2222-4222-8222-222222222222").meets();
    await gives(ada.id);

    assert.match((await house.operates(`role list --tenant ${other.tenant}`)).out, /Nobody has a role/);
  });
});
