"""What people write at work: sentences in which no rule should find anything."""

DUTCH = """
Goedemorgen allemaal, de kast aan de kade is weer dicht.
Wie heeft morgen tijd om mee te kijken bij de meting in Assen?
De nieuwe sloten zijn binnen en liggen op de plank naast de deur.
Kunnen we afspreken dat het slot er na elke meting op gaat?
Ik ben vandaag iets later, de trein uit Zwolle staat stil.
Wat een mooi verhaal over de ploeg in Emmen!
Hij is lui op zondag en dat mag ook.
We rijden om 7.30 uur weg en zijn om 9.00 uur bij de klant.
De assistent van de afdeling belt je zo terug.
In de klas van de opleiding zaten twaalf monteurs.
Onze collega's uit Kutaisi komen in mei op bezoek.
De boom voor het pand is omgewaaid, dus neem de achteringang.
Er staan drie bomen op de tekening en vier in het echt.
De stoom kwam uit de put, maar het was alleen regenwater.
Zij heet Marloes en werkt sinds maandag bij ons.
Het is heet in de meterkast, drink genoeg water.
A.u.b. de deur achter je sluiten, i.v.m. de tocht.
De vergadering is a.s. vrijdag om 10 uur, o.l.v. Karin.
M.b.t. de planning: we lopen twee dagen achter.
Dhr. De Vries en mevr. Jansen zijn d.m.v. een kaartje bedankt.
Het gaat om ca. 10.000 huishoudens en 2.500 bedrijven.
De rekening is € 1.250,00 en moet voor 1 maart betaald zijn.
Zie www.kpn.nl voor de storingen in jouw buurt.
Hmmm, dat had ik niet verwacht.
Heel fijn dat jullie zo snel waren!
Jaaa, eindelijk is het gelukt.
Zet 'm op, 't is bijna weekend.
De foto's van de borrel staan in de map.
De A4 is dicht tussen knooppunt 3 en 4.
Bel even als je er bent, dan doe ik de poort open.
Hoe laat begint de cursus VCA op dinsdag?
De BSN en de naam van de klant horen niet in een bericht.
De NS rijdt vandaag niet, dus neem de bus.
KPN en ING zijn allebei opdrachtgever.
Ik heb de handleiding in drie talen gevonden.
Hij scheldt nooit, ook niet als het tegenzit.
De fles staat onder de bank in de kantine.
Wie wil er ruilen met de dienst van zaterdag?
De nieuwe app werkt op mijn telefoon nog niet.
Ik zoek iemand die verstand heeft van glasvezel.
De graafmachine heeft een kabel geraakt bij de brug.
We hebben 3 meldingen gehad en 4 zijn opgelost.
Neem 2e afslag rechts, dan de 3e straat links.
De maat is 3x zo groot als op de tekening.
Mijn fiets is gestolen bij het station, let op je spullen.
De kat van de buren zat in de kabelgoot.
Piet had een goed idee over het schoonmaken van de lenzen.
Wil jij de notulen rondsturen?
Er ligt nog gereedschap in de bus van Kees.
De test is geslaagd, de lijn is stabiel.
Vergeet niet je uren in te vullen voor vrijdag 12 uur.
We staan op de derde verdieping, kamer 12.
Het rapport telt 48 bladzijden en drie bijlagen.
De storing begon om 14:05 en was om 15:20 voorbij.
Let op: de slagboom gaat pas open als je pas erkend is.
De kok maakt vandaag erwtensoep.
Marktonderzoek laat zien dat klanten tevreden zijn.
De arbeidsmarkt in 2026 blijft krap.
We vieren op 5 december Sinterklaas met de kinderen.
De kerstmarkt 12 december gaat door, ook bij regen.
Op de snelweg 2 kilometer file, neem de binnenweg.
Onderweg 3 keer gestopt voor overstekende eenden.
De tweede ronde was beter dan de eerste.
Is het weer gelukt met de sleutel van de kast?
Wij zijn trots op wat de ploeg dit jaar heeft gedaan.
Wat is het nummer van het werkorder ook alweer?
De mail aan info@example.org kwam terug.
Fijn dat je er weer bent, Sanne!
Ik kan niet bij het dossier, wie helpt mij?
Het dak van de loods lekt bij de derde balk.
De ladder is gekeurd tot en met juni.
Draag een helm, ook als je maar even kijkt.
De hoogte is 4,5 meter en de breedte 3 meter.
Het kabeltje past niet in de houder, hoe lossen jullie dat op?
Mag de verwarming een graadje hoger?
Morgen wordt de brandblusser gecontroleerd.
De kersen in de boomgaard zijn rijp.
Ik neem volgende week vrij om te verhuizen.
In Assen, Emmen en Hoogeveen is de storing voorbij.
Hij kan er niets aan doen, de klok liep achter.
""".strip().splitlines()

ENGLISH = """
Good morning, the cabinet at the quay is closed again.
Who has time to look along tomorrow?
He'll be there at nine, and she'll follow later.
We'll see whether the shell of the cabinet fits.
Those who're in Assen can use the other entrance.
I can't open the file, is it just me?
It's the class of 2019 that taught me most.
The assistant passed the assessment last week.
Please pass the glass, the mass of it is 3 kg.
The cockpit of the van is full of tools.
Scunthorpe has fibre since spring.
The analysis of the outage is in the wiki.
An analyst from the grid company will call you.
Thanks for your help, see you at the meeting on Friday.
The new lock arrives in week 12.
We had 3 reports and 4 of them are solved.
Take the 2nd exit and then the 1st street on the left.
The rate is 10.000 per month, i.e. more than last year.
E.g. the ladder, the helmet and the gloves.
Is the password policy in the handbook?
The therapist of the occupational health service is in on Tuesdays.
Our colleague Dick is fifty today, congratulations!
The title of the document is wrong.
She sits at the desk next to the window.
A lot of people asked about the bonus scheme.
The peacock at the farm is loud.
Night shift starts at 22:00 and ends at 6:00.
We hit the target two months in a row.
My bike was stolen at the station, mind your things.
The button on the left does nothing.
Sussex and Essex are on the map.
The grass in front of the office needs cutting.
Could you check the arsenal of test devices?
The embassy asked for a second line.
Compass readings differ by 3 degrees.
Cucumber sandwiches are in the kitchen.
The document was assembled by the whole team.
He wrote a classic piece about splicing.
The basement is dry again.
The saltwater test failed twice.
Www is no longer needed in the address.
Hmm, I had not expected that.
Sooo happy that it works.
The VPN of the NOC is up again.
The CEO and the CFO will be there.
I like the IT team, they are quick.
Use plan B if plan A fails, and C if B does.
Items 1 0 and 2 0 on the list are done.
The height is 4.5 metres.
Can somebody swap Saturday with me?
The new app doesn't work on my phone yet.
Nobody was hurt, only the fence was.
Let's have lunch at the harbour.
The well-known problem of the co-ed shower rota is solved.
Re-assess the risk before you go up.
An excavator hit a cable near the bridge.
We are proud of what the crew did.
What was the number of the work order?
I found the manual in three languages.
Wear a helmet, even if you only look.
The key is under the mat, as always.
The report has 48 pages and three annexes.
The outage began at 14:05 and was over at 15:20.
They met on the corner and talked about the weather.
The line is stable, the test has passed.
Remember to fill in your hours before Friday.
The cherries in the orchard are ripe.
We stayed 3 weeks on the road.
It took 5 minutes per street.
Our stand is in hall 4, near the entrance.
She asked about the hate speech workshop of the library.
The kettle in the canteen leaks.
A man and a dog stood at the gate.
The raccoon was back last night.
The first draft was better than the second one.
""".strip().splitlines()

SENTENCES = DUTCH + ENGLISH
