import type { FacetTemplate } from "../facet-contract.ts";
import type { FacetType } from "../model.ts";

type TemplateFacet = FacetTemplate["facets"][number];

/** A facet in one line: its name, what is asked, and the values with what they mean. */
function asked(
  name: string,
  type: FacetType,
  question: string,
  more: Partial<TemplateFacet> & { readonly values?: Readonly<Record<string, string>> } = {},
): TemplateFacet {
  const { values, ...others } = more;
  const choices =
    values && Object.entries(values).map(([choice, description]) => ({ name: choice, description }));
  return { name, description: "", type, question, ...(choices && { choices }), ...others };
}

const mood: TemplateFacet = {
  name: "sentiment",
  description: "Counted from words of feeling",
  type: "category",
  computed: "sentiment",
};
const length: TemplateFacet = { name: "length", description: "In words", type: "number", computed: "words" };
const language: TemplateFacet = { name: "language", description: "", type: "category", computed: "language" };
const date: TemplateFacet = { name: "date", description: "Of the document", type: "date", computed: "date" };

/** Facets for usual piles of documents; what fits none of them makes its own. */
export const facetTemplates: readonly FacetTemplate[] = [
  {
    name: "basics",
    description: "What every document has: length, language, date, sentiment; nothing is asked",
    facets: [length, language, date, mood],
  },
  {
    name: "customer-support",
    description: "Tickets, complaints and e-mails of customers",
    facets: [
      asked("issue", "category", "What kind of issue does the customer have?", {
        values: {
          billing: "charges, fees, invoices, refunds, payments",
          delivery: "shipping, late or lost orders, returns",
          "account access": "login, password, locked or closed account",
          "product defect": "something is broken, does not work or fails",
          "service quality": "rude or slow staff, no answer, long waiting",
          information: "a question about how something works",
        },
      }),
      asked("urgency", "category", "How urgent is the customer's issue?", {
        values: {
          low: "a question or remark without hurry",
          medium: "wants it solved soon",
          high: "urgent, immediately, emergency, deadline, legal action",
        },
      }),
      asked("product", "list", "Which products or services does the customer name?"),
      asked("amount", "number", "How much money is disputed, charged or refunded?", { least: 0 }),
      asked("refund wanted", "yes-no", "Does the customer want a refund?"),
      asked("resolved", "yes-no", "Was the issue resolved?"),
      mood,
    ],
  },
  {
    name: "sales",
    description: "Notes and transcripts of talks with possible customers",
    facets: [
      asked("stage", "category", "At which stage is the deal?", {
        values: {
          contact: "first contact, introduction",
          evaluation: "demo, trial, comparing with others",
          negotiation: "price, contract, discount, terms",
          won: "signed, bought, agreed",
          lost: "declined, chose another, no budget",
        },
      }),
      asked("objection", "category", "What is the main objection against buying?", {
        values: {
          price: "too expensive, budget, cost",
          features: "something is missing or not good enough",
          timing: "not now, later, next year",
          trust: "security, references, risk",
          none: "no objection",
        },
      }),
      asked("budget", "number", "How large is the budget or the deal?", { least: 0 }),
      asked("competitors", "list", "Which competitors or other products are named?"),
      asked("next step", "text", "What is agreed as the next step?"),
      asked("close date", "date", "When is the deal expected to close?"),
    ],
  },
  {
    name: "research-papers",
    description: "Papers, abstracts and preprints",
    facets: [
      asked("contribution", "category", "What does the paper mainly contribute?", {
        values: {
          method: "a new method, model, algorithm or architecture",
          theory: "a proof, bound or analysis",
          experiment: "measurements, an empirical study or comparison",
          resource: "a data set, benchmark, corpus or software",
          survey: "a review of what is known",
        },
      }),
      asked("task", "text", "Which problem or task does the paper address?"),
      asked("data sets", "list", "Which data sets or corpora are used?"),
      asked("sample size", "number", "How many participants, samples or patients are studied?", { least: 1 }),
      asked("code available", "yes-no", "Is the code or data publicly available?"),
      asked("limitation", "text", "Which limitation do the authors name?"),
    ],
  },
  {
    name: "survey",
    description: "Open answers of surveys and reviews",
    facets: [
      mood,
      asked("subject", "category", "What is the answer mainly about?", {
        values: {
          product: "the product or its features",
          price: "price, cost, value for money",
          service: "staff, support, help",
          usability: "easy or hard to use, confusing",
          other: "anything else",
        },
      }),
      asked("rating", "number", "How does the person rate it, from 1 to 10?", { least: 1, most: 10 }),
      asked("suggestion", "text", "What does the person suggest or wish for?"),
      asked("would recommend", "yes-no", "Would the person recommend it to others?"),
    ],
  },
  {
    name: "medical-notes",
    description: "Clinical notes and letters. What a text says, and no medical judgement",
    facets: [
      asked("symptoms", "list", "Which symptoms or complaints does the patient have?"),
      asked("diagnosis", "text", "What is the diagnosis or impression?"),
      asked("medication", "list", "Which medications or drugs are prescribed or taken?"),
      asked("age", "number", "How old is the patient, in years?", { least: 0, most: 120 }),
      asked("follow-up", "yes-no", "Is a follow-up visit planned?"),
      asked("setting", "category", "Where was the patient seen?", {
        values: {
          emergency: "emergency department, ambulance",
          inpatient: "admitted, ward, hospital stay, discharge",
          outpatient: "clinic, office visit, practice",
          remote: "telephone, video",
        },
      }),
    ],
  },
  {
    name: "chats",
    description: "Conversations between people and assistants or agents",
    facets: [
      asked("request", "text", "What does the user ask for?"),
      asked("task", "category", "What kind of task is the conversation about?", {
        values: {
          information: "asks for facts or an explanation",
          writing: "write, rewrite, translate or summarise a text, a poem, an e-mail",
          coding: "program, script, code, bug, function",
          advice: "recommendation, opinion, what to do",
          booking: "reserve, buy, order, schedule, appointment",
          chat: "talk, joke, role play",
        },
      }),
      asked("solved", "yes-no", "Did the user get what was asked for?"),
      asked("concern", "number", "How concerning is the conversation, from 1 (not) to 5 (very)?", {
        least: 1,
        most: 5,
      }),
      mood,
      language,
    ],
  },
  {
    name: "contracts",
    description: "Contracts, agreements and terms",
    facets: [
      asked("kind", "category", "What kind of contract is it?", {
        values: {
          service: "services, consulting, maintenance, work",
          employment: "employee, employer, salary",
          lease: "rent, lease, tenant, landlord, premises",
          sale: "purchase, goods, seller, buyer",
          licence: "license, software, intellectual property, royalties",
          confidentiality: "non-disclosure, confidential information",
        },
      }),
      asked("parties", "list", "Who are the parties of the contract?"),
      asked("effective date", "date", "When does the agreement become effective or start?"),
      asked("end date", "date", "When does the agreement end, expire or terminate?"),
      asked("value", "number", "What is the total price, fee or value of the contract?", { least: 0 }),
      asked("governing law", "text", "Which law governs the agreement?"),
      asked("automatic renewal", "yes-no", "Does the agreement renew automatically?"),
    ],
  },
];
