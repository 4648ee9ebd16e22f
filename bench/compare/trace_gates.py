"""The gates T1 to T12: what is run, what counts as met, and the table. Started by trace.sh."""
import json, os, re, sys

from trace_lab import DEMARC, FILE, Result, dnat, lab

RUNS, CAP, SEEDS = (int(os.environ.get(n, d)) for n, d in (("RUNS", "10"), ("CAP", "60"), ("SEEDS", "10")))
TARGET = "203.0.113.80"
ROWS, RAW = [], []


def job(*argv, runs=RUNS, cap=CAP):
    return {"argv": [str(a) for a in argv], "runs": runs, "cap": cap}


def trace(*words, **more):
    return job(*DEMARC, "trace", "-n", "--report", *words, TARGET, **more)


def file(*words):
    return job(FILE, "trace", "-n", "--report", *words, TARGET)


def row(gate, goal, demarc, peers, met, ratio=""):
    ROWS.append((gate, goal, demarc, peers, ratio, met))
    print(f"{gate}: {demarc} | {peers} | {met}", file=sys.stderr, flush=True)


def ratio(found, mine="demarc"):
    """To the quickest peer, and to the slowest."""
    others = [r.wall for name, r in found.items() if name not in (mine, "one file")]
    if not others:
        return ""
    return " to ".join(dict.fromkeys(f"{found[mine].wall / other:.2g}" for other in (min(others), max(others))))


def times(found, add=lambda name, r: ""):
    return "; ".join(f"{name} {r}{add(name, r)}" for name, r in found.items() if name not in ("demarc", "one file"))


def mine(found, note=""):
    return str(found["demarc"]) + (f" (one file {found['one file']})" if "one file" in found else "") + note


def keep(gate, found):
    RAW.append({"gate": gate, "runs": {name: {"walls": r.walls, "code": r.code, "out": r.out} for name, r in found.items()}})
    return found


def usual(**more):
    return {
        "demarc": trace("-c", 1, "-q", 3), "one file": file("-c", 1, "-q", 3),
        "traceroute": job("traceroute", "-n", TARGET), "scamper": job("scamper", "-p", "1000", "-i", TARGET),
        "tracepath": job("tracepath", "-n", TARGET), "mtr": job("mtr", "-rn", "-c", 1, TARGET, runs=1), **more,
    }


def t1():
    found = keep("T1", lab("gate-b", usual()))
    least = ", ".join(f"{name} {min(found[name].walls):.3f}" for name in ("demarc", "one file") if name in found)
    ok = found["demarc"].wall <= 0.15 and all("Arrives after 13 hops" in out for out in found["demarc"].outs)
    row("T1 13 hops, 20 ms", "0.15 s, 3 probes a hop", mine(found, f", least {least}"), times(found), ok, ratio(found))


def t2():
    found = keep("T2", lab("gate-c", usual()))
    ok = found["demarc"].wall <= 1 and all("Arrives after 13 hops" in out for out in found["demarc"].outs)
    row("T2 three silent routers", "1.0 s", mine(found), times(found), ok, ratio(found))


def t3():
    found = keep("T3", lab("gate-d", usual()))
    ok = found["demarc"].wall <= 3 and found["demarc"].code != 0 and "Silent after hop 8" in found["demarc"].out
    code = lambda name, r: f" exit {r.code}"
    row("T3 target black-holed", "3 s, exit not 0", mine(found, f" exit {found['demarc'].code}"), times(found, code), ok, ratio(found))


def t4():
    found = keep("T4", lab("gate-e", usual()))
    marks = lambda name, r: (" " + mark[0]) if (mark := re.findall(r"![A-Z]", r.out)) else " no code"
    ok = found["demarc"].wall <= 0.5 and all("Hop 9 (10.0.9.1) refuses" in out and "!X" in out for out in found["demarc"].outs)
    row("T4 refused at hop 9", "0.5 s, code and hop", mine(found, marks("", found["demarc"])), times(found, marks), ok, ratio(found))


def t5():
    found = keep("T5", lab("gate-l2", {
        "demarc": trace("-c", 1, "--mtu"), "one file": file("-c", 1, "--mtu"), "tracepath": job("tracepath", "-n", TARGET, runs=1),
        "traceroute --mtu": job("traceroute", "-n", "--mtu", TARGET, runs=1), "scamper -M": job("scamper", "-p", "1000", "-c", "trace -M", "-i", TARGET, runs=1),
        "mtr -s1500": job("mtr", "-rn", "-c", 1, "-s", 1500, TARGET, runs=1),
    }))
    ok = found["demarc"].wall <= 5 and all(re.search(r"black hole after hop 3 \(10\.0\.3\.1\):\s+packets\s+larger\s+than\s+1400", out) for out in found["demarc"].outs)
    row("T5 path MTU black hole", "5 s, hop 3 and 1400", mine(found, " hop 3, 1400" if ok else ""), times(found), ok, ratio(found))


def t6():
    worst, wrong, shown = 0, 0, []
    for rate, rounds in ((1, 10), (5, 50), (20, 100)):
        found = keep("T6", lab("gate-f", {
            "demarc": trace("-c", rounds, "-i", 1 / rate, runs=1), "mtr": job("mtr", "-rn", "-c", rounds, "-i", 1 / rate, "-G", 1, TARGET, runs=1)}))
        text = found["demarc"].out
        wrong += not re.search(r"Arrives after 13 hops; none of \d+ lost", text) or found["demarc"].code == 1 or "Loss begins" in text
        if "mtr" in found:
            losses = [float(x) for x in re.findall(r"^\s+\d+\.\|--\s+10\.\S+\s+([\d.]+)%", found["mtr"].out, re.M)]
            shown.append(f"{rate}/s {max(losses):.0f} %" if losses else f"{rate}/s none, exit {found['mtr'].code}")
    row("T6 routers limit ICMP, 1, 5, 20/s", "no router blamed", f"{wrong} of 3 wrong", "mtr shows as loss at routers: " + ", ".join(shown), wrong == 0)


def t7():
    unknown, claims, wrong = 0, 0, 0
    for way in ("out", "back"):
        for seed in range(1, SEEDS + 1):
            found = lab(f"gate-g-{way}", {"demarc": trace("-c", 100, "-i", 0.05, runs=1)}, seed)
            text = re.sub(r"\s+", " ", found["demarc"].out)
            unknown += "out or back cannot be told from one end" in text
            claims += bool(re.search(r"\b(on the way (out|back)|forward path|return path)\b", text))
            wrong += "Loss begins" in text and "after hop 6" not in text and "after hop 7" not in text
            RAW.append({"gate": "T7", "way": way, "seed": seed, "out": found["demarc"].out})
    all_runs = 2 * SEEDS
    row("T7 10 % lost out or back, 100 rounds", "direction unknown, 95 %", f"{unknown} of {all_runs} say so, {claims} claim one, {wrong} at another hop", "none of them says anything of direction", unknown >= 0.95 * all_runs and claims == 0)


def t8():
    found = keep("T8", lab("gate-h", {
        "demarc": trace("-c", 1, "--multipath"), "one file": file("-c", 1, "--multipath"),
        "scamper tracelb": job("scamper", "-p", "1000", "-c", "tracelb", "-i", TARGET, runs=1)}))
    true = {("1", "10.0.1.1", "10.0.2.1"), ("1", "10.0.1.1", "10.1.2.1"), ("2", "10.0.2.1", "10.0.3.1"), ("2", "10.1.2.1", "10.1.3.1"), ("3", "10.0.3.1", "10.0.4.1"),
            ("3", "10.1.3.1", "10.0.4.1"), ("4", "10.0.4.1", "10.0.5.1"), ("5", "10.0.5.1", "10.0.6.1"), ("6", "10.0.6.1", TARGET)}
    graphs = [{(ttl, a, b) for ttl, a, rest in re.findall(r"^ +(\d+) (\S+) +-> (.+)$", out, re.M) for b in rest.split()} for out in found["demarc"].outs]
    right = sum(graph == true for graph in graphs)
    peer = lambda name, r: f", {len(set(re.findall(r'[0-9]+(?:[.][0-9]+){3}', r.out.split('%', 1)[-1])))} addresses"
    row("T8 diamond", "1 s, 9 nodes, 9 links", mine(found, f", {right} of {len(graphs)} graphs exact"), times(found, peer), found["demarc"].wall <= 1 and right == len(graphs), ratio(found))


def t9():
    found = keep("T9", lab("gate-i", {
        "demarc": trace("-c", 1, "-T", "-P", 80), "one file": file("-c", 1, "-T", "-P", 80), "mtr -T": job("mtr", "-rn", "-T", "-P", 80, "-c", 20, "-i", "0.5", TARGET, runs=1),
        "mtr": job("mtr", "-rn", "-c", 5, TARGET, runs=1), "scamper tracelb": job("scamper", "-p", "1000", "-c", "tracelb", "-i", TARGET, runs=1)}))
    # Which flows the hash sends over the dead leg is chance: twelve ports fall on one leg now and then.
    said = [m for out in found["demarc"].outs if (m := re.search(r"(\d+) of (\d+) flows to TCP 80 fail; they part from the others at hop 2", re.sub(r"\s+", " ", out)))]
    loss = lambda name, r: (f" {m[-1]} % at the target" if name.startswith("mtr") and (m := re.findall(TARGET + r"\s+([\d.]+)%", r.out)) else "")
    row("T9 one leg dead", "5 s, k of n flows, hop 2", mine(found, f", {len(said)} of {len(found['demarc'].outs)} right" + (f" ({said[-1][1]} of {said[-1][2]} flows)" if said else "")),
        times(found, loss), found["demarc"].wall <= 5 and len(said) == len(found["demarc"].outs), ratio(found))


def t10():
    row("T10 RTT against a capture", "15, 50, 1000 µs", "bench/compare/rtt.sh", "in README.md", "see there")


def t11():
    k = keep("T11 K", dnat({
        "demarc": job(*DEMARC, "trace", "-n", "--report", "-c", 1, "-T", "-P", 80, "198.51.100.2"), "traceroute -T": job("traceroute", "-n", "-T", "-p", 80, "198.51.100.2"),
        "scamper": job("scamper", "-p", "1000", "-i", "198.51.100.2"), "mtr -T": job("mtr", "-rn", "-c", 1, "-T", "-P", 80, "198.51.100.2", runs=1)}))
    k2 = keep("T11 K2", lab("gate-k2", {
        "demarc 80": trace("-c", 1, "-T", "-P", 80), "demarc 81": trace("-c", 1, "-T", "-P", 81),
        "mtr 80": job("mtr", "-rn", "-c", 1, "-T", "-P", 80, TARGET, runs=1), "mtr 81": job("mtr", "-rn", "-c", 1, "-T", "-P", 81, TARGET, runs=1)}))
    flat = lambda r: re.sub(r"\s+", " ", r.out)
    through = all("(DNAT)" in re.sub(r"\s+", " ", out) and "Arrives after 4 hops" in out for out in k["demarc"].outs)
    told = "TCP 80 accepts" in flat(k2["demarc 80"]) and "TCP 81 is refused" in flat(k2["demarc 81"])
    count = lambda name, r: f" {len(re.findall(r'^ *[0-9]+[. |-]', r.out, re.M))} rows"
    rows = lambda r: re.findall(r"\d+\.\|--\s+(\S+)\s+([\d.]+%)", r.out)
    same = "; mtr shows 80 and 81 alike" if "mtr 80" in k2 and rows(k2["mtr 80"]) == rows(k2["mtr 81"]) else ""
    row("T11 DNAT; open and refused", "both told", f"DNAT {'named' if through else 'missed'}, 80 and 81 {'told apart' if told else 'confused'}; {k['demarc']}", times(k, count) + same, through and told, ratio(k))


def t12():
    from trace_many import measure
    row(*measure())


def main(names):
    gates = {f"T{n}": globals()[f"t{n}"] for n in range(1, 13) if f"t{n}" in globals()}
    load = lambda: open("/proc/loadavg").read().split()[0]
    before = load()
    for name in names or gates:
        gates[name]()
    print(f"\n{os.cpu_count()} cores, load average {before} before, {load()} after; medians of {RUNS} runs, commands over 3 s once; whole processes\n")
    print("| gate | goal | demarc | peers | ratio | met |\n|---|---|---|---|---|---|")
    for gate, goal, own, peers, share, met in ROWS:
        print(f"| {gate} | {goal} | {own} | {peers} | {share} | {met if isinstance(met, str) else 'yes' if met else 'no'} |")
    if "OUT" in os.environ:
        with open(os.environ["OUT"], "w") as f:
            json.dump(RAW, f, indent=1, ensure_ascii=False)
    return 0 if all(r[-1] is not False for r in ROWS) else 1


sys.exit(main(sys.argv[1:]))
