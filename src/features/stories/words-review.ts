import { wordsIn } from "../../core/words.ts";

/** What champions read, and what authors are told of it. */
export const reviewWords = wordsIn(
  {
    reviewPage: "To review",
    reviewCommand: ["stories to review", "review stories"] as [string, ...string[]],
    reviewDoes: "For champions: read the stories that wait, and decide",
    notChampion: "Stories are reviewed by champions",
    notChampionMore: "You aren't one of them. Whoever runs Uptake in your organisation can make you one.",
    queueTitle: "Stories to review",
    queueEmpty: "Nothing waits for you. I'll write when something does.",
    queueMore: "The one that is due first stands first. Your own are read by another champion.",
    dueBy: (day: string) => `due by ${day}`,
    reviewTitle: "Read this story",
    newerTitle: "The author has changed it: please look again",
    look: "Look for names, for anything above OFFICIAL, and for promises the story can't keep. The author hears what you decide, not who you are.",
    addsTo: (title: string) => `It adds to “${title}”.`,
    reason: (most: number) =>
      `What the author should know (needed unless you approve; ${most} letters at most)`,
    approve: "Approve",
    askChange: "Ask for a change",
    decline: "Decline",
    backToQueue: "Stories to review",
    decidedTitle: {
      approve: "Approved: everybody can find it now",
      change: "The author is asked for a change",
      decline: "Declined: the author is told why",
    },
    decidedMore: "Thank you. I tell the author at a decent time.",
    alreadyTitle: "This was decided already",
    already: {
      draft: "The author hasn't sent it yet.",
      review: "It waits for a champion.",
      changes: "A change was asked for.",
      declined: "It was declined.",
      published: "It was approved.",
      retired: "Its author took it down.",
    },
    ownTitle: "This is your own story",
    own_: "Another champion reads it.",

    toReviewTitle: "A story waits for you",
    toReviewAgain: "A story was changed, and waits for you again",
    remindTitle: "A story still waits for you",
    overdueTitle: "A story is overdue",
    overdue: "Nobody has decided on it in five working days. Any champion can.",
    toldTitle: {
      approved: "Your story is published",
      changes: "A champion asks for a change to your story",
      declined: "Your story was declined",
    },
    told: {
      approved:
        "Colleagues can find it now. You can change it, take your name off or take it down at any time.",
      changes: "Change it and send it again: it's then answered within five working days.",
      declined: "You can change it and send it again, or delete it.",
    },
    theySay: "What the champion says",
    triedTitle: "Your stories worked for others",
    othersTriedFew:
      "In the last week somebody tried what you told, and said that it worked. Thank you for telling it.",
    othersTriedMany: (n: number) =>
      `In the last week at least ${n} colleagues tried what you told, and said that it worked. Thank you for telling it.`,
    seeIt: "See my story",
  },
  {
    reviewPage: "I'w hadolygu",
    reviewCommand: ["straeon i'w hadolygu", "adolygu straeon"],
    reviewDoes: "I hyrwyddwyr: darllen y straeon sy'n aros, a phenderfynu",
    notChampion: "Hyrwyddwyr sy'n adolygu straeon",
    notChampionMore:
      "Nid ydych yn un ohonynt. Gall pwy bynnag sy'n rhedeg Uptake yn eich sefydliad eich gwneud yn un.",
    queueTitle: "Straeon i'w hadolygu",
    queueEmpty: "Nid oes dim yn aros amdanoch. Ysgrifennaf pan fydd rhywbeth.",
    queueMore: "Yr un sydd i'w hateb gyntaf sydd gyntaf. Hyrwyddwr arall sy'n darllen eich rhai chi.",
    dueBy: (day) => `erbyn ${day}`,
    reviewTitle: "Darllenwch y stori hon",
    newerTitle: "Mae'r awdur wedi ei newid: edrychwch eto",
    look: "Chwiliwch am enwau, am unrhyw beth uwch na SWYDDOGOL, ac am addewidion na all y stori eu cadw. Mae'r awdur yn clywed beth a benderfynwch, nid pwy ydych.",
    addsTo: (title) => `Mae'n ychwanegu at “${title}”.`,
    reason: (most) =>
      `Beth ddylai'r awdur ei wybod (oni bai eich bod yn cymeradwyo; ${most} llythyren ar y mwyaf)`,
    approve: "Cymeradwyo",
    askChange: "Gofyn am newid",
    decline: "Gwrthod",
    backToQueue: "Straeon i'w hadolygu",
    decidedTitle: {
      approve: "Cymeradwywyd: gall pawb ddod o hyd iddi nawr",
      change: "Gofynnir i'r awdur am newid",
      decline: "Gwrthodwyd: dywedir wrth yr awdur pam",
    },
    decidedMore: "Diolch. Dywedaf wrth yr awdur ar adeg resymol.",
    alreadyTitle: "Penderfynwyd ar hon eisoes",
    already: {
      draft: "Nid yw'r awdur wedi ei hanfon eto.",
      review: "Mae'n aros am hyrwyddwr.",
      changes: "Gofynnwyd am newid.",
      declined: "Cafodd ei gwrthod.",
      published: "Cafodd ei chymeradwyo.",
      retired: "Tynnodd ei hawdur hi i lawr.",
    },
    ownTitle: "Eich stori chi yw hon",
    own_: "Hyrwyddwr arall sy'n ei darllen.",

    toReviewTitle: "Mae stori yn aros amdanoch",
    toReviewAgain: "Newidiwyd stori, ac mae'n aros amdanoch eto",
    remindTitle: "Mae stori yn dal i aros amdanoch",
    overdueTitle: "Mae stori yn hwyr yn cael ei hateb",
    overdue: "Nid oes neb wedi penderfynu arni mewn pum diwrnod gwaith. Gall unrhyw hyrwyddwr.",
    toldTitle: {
      approved: "Cyhoeddwyd eich stori",
      changes: "Mae hyrwyddwr yn gofyn am newid i'ch stori",
      declined: "Gwrthodwyd eich stori",
    },
    told: {
      approved:
        "Gall cydweithwyr ddod o hyd iddi nawr. Gallwch ei newid, tynnu eich enw neu ei thynnu i lawr unrhyw bryd.",
      changes: "Newidiwch hi a'i hanfon eto: caiff ei hateb wedyn o fewn pum diwrnod gwaith.",
      declined: "Gallwch ei newid a'i hanfon eto, neu ei dileu.",
    },
    theySay: "Beth y mae'r hyrwyddwr yn ei ddweud",
    triedTitle: "Gweithiodd eich straeon i eraill",
    othersTriedFew:
      "Yn yr wythnos ddiwethaf rhoddodd rhywun gynnig ar yr hyn a adroddoch, a dweud iddo weithio. Diolch am ei adrodd.",
    othersTriedMany: (n) =>
      `Yn yr wythnos ddiwethaf rhoddodd o leiaf ${n} o gydweithwyr gynnig ar yr hyn a adroddoch, a dweud iddo weithio. Diolch am ei adrodd.`,
    seeIt: "Gweld fy stori",
  },
);
