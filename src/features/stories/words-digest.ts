import { wordsIn } from "../../core/words.ts";

export const digestWords = wordsIn(
  {
    across: (n: number) =>
      n === 0
        ? "Hardly any story worked for somebody in another department than it was told in."
        : `About ${n} times a story worked for somebody in another department than it was told in.`,
    waiting: (n: number | undefined) =>
      n === undefined
        ? "A few stories wait for a champion longer than was promised."
        : `${n} stories or more wait for a champion longer than was promised.`,
  },
  {
    across: (n: number) =>
      n === 0
        ? "Prin y gweithiodd unrhyw stori i rywun mewn adran arall na'r un lle'i dywedwyd."
        : `Tua ${n} gwaith, gweithiodd stori i rywun mewn adran arall na'r un lle'i dywedwyd.`,
    waiting: (n: number | undefined) =>
      n === undefined
        ? "Mae ambell stori'n aros am bencampwr yn hirach nag a addawyd."
        : `Mae ${n} stori neu fwy yn aros am bencampwr yn hirach nag a addawyd.`,
  },
);
