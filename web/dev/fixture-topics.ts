/** Topics for development and tests: broad ones with the finer ones in them, each with its keywords. */
export const fixtureTopics: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "War and peace": {
    "Troops and campaigns abroad": "troops, enemy, campaign, soldiers, victory, command, front, battle",
    "Arms control and missiles": "nuclear, missile, treaty, weapons, disarmament, verification, warhead",
    "Navy and coastal defence": "navy, vessels, ships, harbors, cruisers, squadron, fortifications",
    "Veterans and pensions": "veterans, pensions, disabled, widows, bounty, hospital, service",
    "Terrorism and homeland security": "terrorists, attack, security, homeland, intelligence, threat",
  },
  "Money and trade": {
    "Tariffs and customs": "tariff, duties, imports, revenue, protection, customs, manufactures",
    "Gold, silver and the currency": "gold, silver, coin, currency, notes, specie, redemption",
    "Banks and public deposits": "bank, deposits, credit, paper, institutions, charter, treasury",
    "Taxes and the federal budget": "tax, budget, deficit, spending, cut, billion, fiscal",
    "Jobs, wages and inflation": "jobs, wages, inflation, unemployment, workers, prices, growth",
    "Trusts and corporations": "corporations, trust, monopoly, commerce, combination, interstate",
  },
  "Land and works": {
    "Public lands and settlers": "public lands, settlers, acres, homestead, survey, patents",
    "Railroads and canals": "railroad, canal, lines, transportation, routes, rates, isthmus",
    "Rivers, harbours and roads": "rivers, harbors, improvement, roads, internal, navigation",
    "Forests and conservation": "forest, conservation, water, reclamation, preserve, parks",
    "Farms and farm prices": "farm, farmers, crops, agriculture, surplus, acreage, rural",
    "Energy and oil": "energy, oil, gas, fuel, renewable, imports, conservation",
  },
  "Nations and treaties": {
    "Spain, Cuba and the Philippines": "spain, cuba, islands, insurgents, philippine, manila",
    "Great Britain and the boundary": "britain, boundary, majesty, commission, claims, fisheries",
    "Mexico and the annexation of Texas": "mexico, texas, annexation, republic, rio grande",
    "The Soviet Union and Europe": "soviet, europe, nato, communist, freedom, alliance",
    "The Middle East": "israel, iraq, middle east, afghanistan, allies, peace process",
  },
  "Rights and the Union": {
    "Slavery, secession and the Union": "slavery, states, constitution, union, territory, secession",
    "Civil rights and voting": "rights, vote, discrimination, equal, citizens, ballot",
    "Indian tribes and removal": "indians, tribes, removal, reservations, treaties, agents",
    "Immigration and naturalisation": "immigration, aliens, naturalization, border, citizens",
  },
  "Care and learning": {
    "Health care and insurance": "health, insurance, medicare, patients, coverage, costs, care",
    "Schools and colleges": "education, schools, teachers, children, college, students",
    "Crime and drugs": "crime, drugs, police, violence, prison, gun, community",
    "Social security and welfare": "social security, welfare, families, poverty, benefits",
  },
};
