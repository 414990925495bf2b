import { wordsIn } from "../../core/words.ts";

interface PageText {
  readonly nav: string;
  readonly title: string;
  readonly parts: readonly { readonly heading?: string; readonly text: readonly string[] }[];
}

interface PageWords {
  readonly privacy: PageText;
  readonly terms: PageText;
}

export const pageWords = wordsIn<PageWords>(
  {
    privacy: {
      nav: "Privacy",
      title: "Privacy notice",
      parts: [
        {
          heading: "What is kept",
          text: [
            "What you tell it: your language, profession, grade, apps, working days, days and times for tips, whose bank holidays you keep, your time zone and your leave dates; and the time you report, with any note you add.",
            "What it did: the tips you were sent, when, and what you answered.",
            "What it needs to write to you: your organisation's id for you, your id in Teams, the address of your chat in Teams, and the last day you wrote or pressed a button.",
            "What your organisation told it, if it imported a staff list: your department, your line manager's id, and your grade and profession.",
            "What your organisation's Microsoft 365 tells it, if it is connected: your job title and office, whether you have a Copilot licence, and on which days you used Copilot in which app. Never what you asked it.",
            "What you tell for others: stories, and experiments you propose. Also which of them you tried or took part in, and in which comparisons of tips you are counted.",
          ],
        },
        {
          heading: "What isn't",
          text: [
            "Uptake doesn't read your files, mail, meetings or chats. A message you open its form from is read once, to fill in the form, and isn't kept. Text that carries a protective marking above OFFICIAL, or looks like a password or an identity number, is refused and not kept.",
          ],
        },
        {
          heading: "Who can see it",
          text: [
            "Only you, but for the two things below. Nobody is shown another person's figures: not your manager, not an analyst, not an administrator.",
            "Colleagues read what you tell for them: a story once a champion has approved it, with your name only if you chose that, and an experiment you propose. Figures are of groups of ten people or more.",
            "If you have a role (champion, analyst, administrator) or lead people, administrators can see which role you have, and that you opened a page with figures on groups or took them away as a file, and when: looks at other people's groups have to be accounted for. They see your organisation's id for you, not your name.",
            "A cookie keeps you signed in to these pages for an hour, and another remembers light or dark. Nothing else is put into your browser.",
          ],
        },
        {
          heading: "Your rights",
          text: [
            "Type “my data” in the chat to see, download, correct or erase it. Erasing works at once and leaves only a count of how many people asked, what you chose to leave to others without you, and what is on record of looks at groups, without your id.",
            "If you aren't content with how your data is handled, ask your organisation's data protection officer, or the Information Commissioner's Office.",
          ],
        },
        {
          heading: "How long",
          text: [
            "Until you erase it. Nothing is erased by itself after a set time. When somebody leaves, their organisation erases what is kept about them.",
          ],
        },
      ],
    },
    terms: {
      nav: "Terms",
      title: "Terms of use",
      parts: [
        {
          text: [
            "Uptake is for people who work in the organisation that runs it. Using it is up to you, and nothing you report is used to judge you.",
          ],
        },
        {
          heading: "Please",
          text: [
            "Put in nothing above OFFICIAL, and no personal data about anybody.",
            "Check what Copilot gives you before you use it. A tip is a suggestion, not a rule: your organisation's policies come first.",
          ],
        },
        {
          heading: "What the figures are",
          text: [
            "Minutes that staff reported, in their own judgement. They are never called hours saved by Copilot.",
          ],
        },
      ],
    },
  },
  {
    privacy: {
      nav: "Preifatrwydd",
      title: "Hysbysiad preifatrwydd",
      parts: [
        {
          heading: "Beth sy'n cael ei gadw",
          text: [
            "Yr hyn a ddywedwch wrtho: eich iaith, proffesiwn, gradd, apiau, dyddiau gwaith, dyddiau ac amseroedd ar gyfer awgrymiadau, gwyliau banc pa wlad rydych yn eu cadw, eich parth amser a dyddiadau eich gwyliau; a'r amser a adroddwch, gydag unrhyw nodyn a ychwanegwch.",
            "Yr hyn a wnaeth: yr awgrymiadau a anfonwyd atoch, pryd, a'ch atebion.",
            "Yr hyn sydd ei angen i ysgrifennu atoch: dynodydd eich sefydliad ar eich cyfer, eich dynodydd yn Teams, cyfeiriad eich sgwrs yn Teams, a'r diwrnod diwethaf i chi ysgrifennu neu bwyso botwm.",
            "Yr hyn a ddywedodd eich sefydliad wrtho, os mewnforiodd restr staff: eich adran, dynodydd eich rheolwr llinell, a'ch gradd a'ch proffesiwn.",
            "Yr hyn y mae Microsoft 365 eich sefydliad yn ei ddweud wrtho, os yw wedi'i gysylltu: teitl eich swydd a'ch swyddfa, a oes gennych drwydded Copilot, ac ar ba ddyddiau y gwnaethoch ddefnyddio Copilot ym mha ap. Byth yr hyn a ofynnoch iddo.",
            "Yr hyn a ddywedwch ar gyfer eraill: straeon, ac arbrofion rydych yn eu cynnig. Hefyd pa rai ohonynt y rhoesoch gynnig arnynt neu y cymeroch ran ynddynt, ac ym mha gymariaethau o awgrymiadau rydych yn cael eich cyfrif.",
          ],
        },
        {
          heading: "Beth sydd ddim",
          text: [
            "Nid yw Uptake yn darllen eich ffeiliau, eich post, eich cyfarfodydd na'ch sgyrsiau. Mae neges yr agorwch ei ffurflen ohoni yn cael ei darllen unwaith, i lenwi'r ffurflen, ac nid yw'n cael ei chadw. Gwrthodir testun sy'n dwyn marc diogelu uwchlaw OFFICIAL, neu sy'n edrych fel cyfrinair neu rif adnabod, ac nid yw'n cael ei gadw.",
          ],
        },
        {
          heading: "Pwy sy'n gallu ei weld",
          text: [
            "Dim ond chi, heblaw am y ddau beth isod. Nid oes neb yn cael gweld ffigurau person arall: nid eich rheolwr, nid dadansoddwr, nid gweinyddwr.",
            "Mae cydweithwyr yn darllen yr hyn a ddywedwch ar eu cyfer: stori ar ôl i hyrwyddwr ei chymeradwyo, gyda'ch enw dim ond os dewisoch hynny, ac arbrawf rydych yn ei gynnig. Mae ffigurau am grwpiau o ddeg o bobl neu fwy.",
            "Os oes gennych rôl (hyrwyddwr, dadansoddwr, gweinyddwr) neu os ydych yn arwain pobl, gall gweinyddwyr weld pa rôl sydd gennych, a'ch bod wedi agor tudalen â ffigurau am grwpiau neu wedi mynd â nhw fel ffeil, a phryd: rhaid gallu rhoi cyfrif am edrych ar grwpiau pobl eraill. Maent yn gweld dynodydd eich sefydliad ar eich cyfer, nid eich enw.",
            "Mae cwci yn eich cadw wedi'ch mewngofnodi i'r tudalennau hyn am awr, ac un arall yn cofio golau neu dywyll. Ni roddir dim arall yn eich porwr.",
          ],
        },
        {
          heading: "Eich hawliau",
          text: [
            "Teipiwch “fy nata” yn y sgwrs i'w weld, ei lawrlwytho, ei gywiro neu ei ddileu. Mae dileu'n gweithio ar unwaith ac yn gadael dim ond cyfrif o faint o bobl a ofynnodd, yr hyn y dewisoch ei adael i eraill hebddoch, a'r hyn sydd ar gofnod am edrych ar grwpiau, heb eich dynodydd.",
            "Os nad ydych yn fodlon ar sut y caiff eich data ei drin, gofynnwch i swyddog diogelu data eich sefydliad, neu Swyddfa'r Comisiynydd Gwybodaeth.",
          ],
        },
        {
          heading: "Am ba hyd",
          text: [
            "Nes i chi ei ddileu. Nid oes dim yn cael ei ddileu ohono'i hun ar ôl cyfnod penodol. Pan fydd rhywun yn gadael, ei sefydliad sy'n dileu'r hyn a gedwir amdano.",
          ],
        },
      ],
    },
    terms: {
      nav: "Telerau",
      title: "Telerau defnyddio",
      parts: [
        {
          text: [
            "Mae Uptake ar gyfer pobl sy'n gweithio yn y sefydliad sy'n ei redeg. Chi sydd i benderfynu a ydych am ei ddefnyddio, ac nid oes dim a adroddwch yn cael ei ddefnyddio i'ch barnu.",
          ],
        },
        {
          heading: "Os gwelwch yn dda",
          text: [
            "Peidiwch â rhoi dim uwchlaw OFFICIAL i mewn, na data personol am neb.",
            "Gwiriwch yr hyn y mae Copilot yn ei roi i chi cyn ei ddefnyddio. Awgrym yw awgrym, nid rheol: polisïau eich sefydliad sy'n dod gyntaf.",
          ],
        },
        {
          heading: "Beth yw'r ffigurau",
          text: [
            "Munudau a adroddodd staff, yn ôl eu barn eu hunain. Nid ydynt byth yn cael eu galw'n oriau a arbedwyd gan Copilot.",
          ],
        },
      ],
    },
  },
);
