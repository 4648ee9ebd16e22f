#!/usr/bin/env python3
"""Writes two captures to measure with: bulk.pcap, about 350 MB of bulk transfer in 5 connections with some loss, and flows.pcap,
one million small packets in 100,000 short HTTP connections, a hundred of them at a time.

Usage: make_captures.py FOLDER
"""
import os, random, struct, sys

START = 1_777_881_600 * 1_000_000


def checksum(octets):
    total = sum(struct.unpack("!%dH" % (len(octets) // 2), octets))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


class Writer:
    def __init__(self, path):
        self.file = open(path, "wb", buffering=1 << 20)
        self.file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
        self.identification = 0

    def packet(self, micro, source, sport, target, dport, flags, seq, ack, payload=b"", options=b""):
        self.identification = (self.identification + 1) & 0xFFFF
        tcp = struct.pack("!HHIIBBHHH", sport, dport, seq & 0xFFFFFFFF, ack & 0xFFFFFFFF, (20 + len(options)) // 4 << 4, flags, 502, 0, 0) + options
        head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(tcp) + len(payload), self.identification, 0x4000, 64, 6, 0, source, target)
        head = head[:10] + struct.pack("!H", checksum(head)) + head[12:]
        frame = b"\x02\0\0\0\0\1\x02\0\0\0\0\2\x08\0" + head + tcp + payload
        self.file.write(struct.pack("<IIII", micro // 1_000_000, micro % 1_000_000, len(frame), len(frame)) + frame)


def address(number):
    return struct.pack("!I", 0xC6120000 + number)  # 198.18.0.0/15, for benchmarks (RFC 2544)


SYN_OPTIONS = b"\x02\x04\x05\xb4\x04\x02\x08\x0a\0\0\0\1\0\0\0\0\1\3\3\7"
STAMPS = b"\1\1\x08\x0a\0\0\0\1\0\0\0\1"


def flows(path, count=100_000, together=100):
    random.seed(1)
    out, now, server = Writer(path), START, address(1)
    get = b"GET /item HTTP/1.1\r\nHost: bench.example\r\n\r\n"
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
    for base in range(0, count, together):
        opened = [(address(10 + (base + i) // 20_000), 20_000 + (base + i) % 20_000, random.getrandbits(32), random.getrandbits(32)) for i in range(together)]
        g, a = len(get), len(answer)
        steps = [(1, 2, 0, 0, b"", SYN_OPTIONS), (0, 18, 0, 1, b"", SYN_OPTIONS), (1, 16, 1, 1, b"", STAMPS), (1, 24, 1, 1, get, STAMPS), (0, 16, 1, 1 + g, b"", STAMPS),
                 (0, 24, 1, 1 + g, answer, STAMPS), (1, 16, 1 + g, 1 + a, b"", STAMPS), (1, 17, 1 + g, 1 + a, b"", STAMPS), (0, 17, 1 + a, 2 + g, b"", STAMPS), (1, 16, 2 + g, 2 + a, b"", STAMPS)]
        for client, flags, seq, ack, payload, options in steps:
            for host, port, mine, theirs in opened:
                now += random.randint(1, 8)
                if client:
                    out.packet(now, host, port, server, 80, flags, mine + seq, theirs + ack if flags & 16 else 0, payload, options)
                else:
                    out.packet(now, server, 80, host, port, flags, theirs + seq, mine + ack, payload, options)
    out.file.close()


def bulk(path, megabytes=350, connections=5):
    random.seed(2)
    out, now, server, block = Writer(path), START, address(1), bytes(1448)
    opened = [[address(50 + i), 40_000 + i, random.getrandbits(32), random.getrandbits(32), 1, []] for i in range(connections)]
    for host, port, mine, theirs, _, _ in opened:
        out.packet(now, host, port, server, 80, 2, mine, 0, b"", SYN_OPTIONS)
        out.packet(now + 500, server, 80, host, port, 18, theirs, mine + 1, b"", SYN_OPTIONS)
        out.packet(now + 600, host, port, server, 80, 16, mine + 1, theirs + 1, b"", STAMPS)
        now += 1000
    sent = 0
    while sent < megabytes * 1_000_000:
        for it in opened:
            host, port, mine, theirs, at, again = it
            for _ in range(10):
                now += 12
                out.packet(now, server, 80, host, port, 16, theirs + at, mine + 1, block, STAMPS)
                if random.random() < 0.004:
                    again.append(at)
                at += 1448
                sent += 1514
            for lost in again:
                now += 300
                out.packet(now, server, 80, host, port, 16, theirs + lost, mine + 1, block, STAMPS)
                sent += 1514
            again.clear()
            now += 100
            out.packet(now, host, port, server, 80, 16, mine + 1, theirs + at, b"", STAMPS)
            it[4] = at
    out.file.close()


folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
flows(os.path.join(folder, "flows.pcap"))
bulk(os.path.join(folder, "bulk.pcap"))
