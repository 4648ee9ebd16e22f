#!/usr/bin/env python3
"""Holds `counts.wireshark` of `demarc capture --json --all` against tshark, connection by connection.

Usage: tshark_counts.py DEMARC FILE... | FOLDER
Connections are matched by their ports (a tunnel has several addresses) and the frame of their first packet. Prints one line for each difference and a summary.
"""
import collections, json, os, subprocess, sys

FIELDS = {
    "retransmission": "retransmissions", "fast_retransmission": "fastRetransmissions", "spurious_retransmission": "spuriousRetransmissions",
    "out_of_order": "outOfOrder", "duplicate_ack": "duplicateAcks", "lost_segment": "lostSegments", "zero_window": "zeroWindow",
    "window_full": "windowFull", "keep_alive": "keepAlives", "zero_window_probe": "zeroWindowProbes",
}


def tshark(path):
    command = ["tshark", "-n", "-r", path, "-Y", "tcp && !icmp && !icmpv6", "-T", "fields", "-E", "occurrence=l", "-e", "frame.number", "-e", "tcp.stream",
               "-e", "ip.src", "-e", "ipv6.src", "-e", "tcp.srcport", "-e", "ip.dst", "-e", "ipv6.dst", "-e", "tcp.dstport"]
    for field in FIELDS:
        command += ["-e", "tcp.analysis." + field]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    streams = {}
    for line in run.stdout.splitlines():
        cells = line.split("\t")
        if len(cells) < 8 or not cells[1]:
            continue
        frame, stream, src4, src6, sport, dst4, dst6, dport = cells[:8]
        ends = frozenset((sport, dport))
        it = streams.setdefault(stream, (ends, int(frame), collections.Counter(), collections.defaultdict(list)))
        for name, value in zip(FIELDS.values(), cells[8:]):
            if value:
                it[2][name] += 1
                it[3][name].append(int(frame))
    return {(ends, first): (counts, frames) for ends, first, counts, frames in streams.values()}


def total(value):
    return (value["client"] or 0) + (value["server"] or 0) if isinstance(value, dict) else value or 0


def demarc(program, path):
    run = subprocess.run([program, "capture", "--all", "--json", "--quiet", path], capture_output=True, text=True, check=False)
    if run.returncode == 65:
        return {}
    if run.returncode != 0:
        raise SystemExit(f"{path}: demarc ended with {run.returncode}: {run.stderr[:300]}")
    document = json.loads(run.stdout)
    found = {}
    for it in document["connections"]:
        ends = frozenset(end.rpartition(":")[2] for end in (it["client"], it["server"]))
        found[(ends, it["evidence"]["frames"][0])] = collections.Counter({name: total(it["counts"]["wireshark"][name]) for name in FIELDS.values()})
    return found


def main():
    program, paths = sys.argv[1], []
    for given in sys.argv[2:]:
        if os.path.isdir(given):
            paths += sorted(os.path.join(folder, name) for folder, _, names in os.walk(given) for name in names if ".pcap" in name or name.endswith((".snoop", ".dmp", ".cap", ".dump")))
        else:
            paths.append(given)
    same = different = files = 0
    for path in paths:
        theirs, ours = tshark(path), demarc(program, path)
        if not theirs and not ours:
            continue
        files += 1
        for key in sorted(set(theirs) | set(ours), key=lambda k: k[1]):
            if key not in theirs or key not in ours:
                different += 1
                print(f"{path}: {' '.join(sorted(key[0]))} from frame {key[1]}: only {'tshark' if key in theirs else 'demarc'}")
                continue
            counts, frames = theirs[key]
            wrong = [name for name in FIELDS.values() if counts[name] != ours[key][name]]
            different += bool(wrong)
            same += not wrong
            for name in wrong:
                print(f"{path}: {' '.join(sorted(key[0]))} from frame {key[1]}: {name} tshark {counts[name]} {frames[name][:8]} demarc {ours[key][name]}")
    print(f"{files} files, {same} connections with the same counts, {different} different")


main()
