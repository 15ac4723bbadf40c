import cProfile, pstats, sys, time
from people.roster import *
def test_scale(fatima):
    n=20000
    H="Personeelsnummer;Naam;E-mail;Functie;Afdeling;Leidinggevende;Vestiging;Soort werk\n"
    c=(H+"".join(f"{i+1};Medewerker {i} van der Test;m{i}@noorderlicht.example;job {i%300};Divisie {i%10} / Afdeling {i%200} / Team {i%1000};{(i//10) or ''};Plaats {i%40};buiten\n" for i in range(n))).encode()
    pr=cProfile.Profile(time.process_time); pr.enable()
    ro=read_list(c); p=make_plan(ro,actor=fatima)
    pr.disable(); pstats.Stats(pr,stream=sys.stderr).sort_stats("tottime").print_stats(18)
    pr=cProfile.Profile(time.process_time); pr.enable()
    apply_plan(actor=fatima,roster=ro,digest=p.digest,leaving=set())
    pr.disable(); pstats.Stats(pr,stream=sys.stderr).sort_stats("tottime").print_stats(18)
