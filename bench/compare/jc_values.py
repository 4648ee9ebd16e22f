"""Turns what jc expects and what the readers give into the same plain values, and says which are missing and why.

A value is a tuple of words: what it is about, the field, the value. jc's value is right in the readers' output when the
same tuple comes out of it. Differences are matched against jc-reasons.tsv: pattern over "fixture value", tab, reason.
"""
import collections, ipaddress, json, os, re, socket, subprocess, sys


def number(value):
    try:
        return f"{float(value):g}"
    except (TypeError, ValueError):
        return str(value)


def address(value):
    value = str(value).strip("[]").split("%")[0]
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        return value


def port(value):
    try:
        return str(int(value))
    except (TypeError, ValueError):
        try:
            return str(socket.getservbyname(str(value)))
        except OSError:
            return str(value)


def first(value):
    return value[0] if isinstance(value, list) else value


def prefix(mask):
    try:
        return str(ipaddress.ip_network("0.0.0.0/" + str(mask)).prefixlen)
    except ValueError:
        return None


def octets(mac):
    return ":".join(part.zfill(2) for part in re.split("[:-]", str(mac))).lower()


def rows(data):
    return data if isinstance(data, list) else [data]


# What jc expects, by parser.
def jc_ping(data):
    for run in rows(data):
        if not run:
            continue
        for field, name in (("packets_transmitted", "sent"), ("packets_received", "received"), ("duplicates", "duplicates")):
            if run.get(field) is not None and not (name == "duplicates" and run[field] == 0):
                yield ("ping", name, number(run[field]))
        if run.get("destination_ip"):
            yield ("ping", "address", address(run["destination_ip"]))
        for reply in run.get("responses", []):
            if reply.get("type") == "reply" and reply.get("time_ms") is not None:
                yield ("ping", "rtt", number(reply["time_ms"]))


def jc_traceroute(data):
    yield ("trace", "address", address(data.get("destination_ip")))
    for hop in data.get("hops", []):
        for probe in hop["probes"]:
            if probe.get("ip"):
                yield ("trace", f"hop {hop['hop']}", address(probe["ip"]))
            if probe.get("rtt") is not None:
                yield ("trace", f"rtt {hop['hop']}", number(probe["rtt"]))
            if probe.get("asn"):
                yield ("trace", f"asn {hop['hop']}", str(probe["asn"]))


def jc_tracepath(data):
    if data.get("pmtu"):
        yield ("trace", "pathMtu", str(data["pmtu"]))
    for hop in data["hops"]:
        if hop.get("host") and hop["host"] != "[LOCALHOST]":
            yield ("trace", f"hop {hop['ttl']}", address(hop["host"]))
        if hop.get("reply_ms") is not None:
            yield ("trace", f"rtt {hop['ttl']}", number(hop["reply_ms"]))


def jc_arp(data):
    for row in data:
        mac = row.get("hwaddress") or row.get("hw_address")
        if mac and re.match("^[0-9a-fA-F]{1,2}([:-][0-9a-fA-F]{1,2}){5}$", mac):
            yield ("neighbour", address(row.get("address") or row.get("ip_address")), octets(mac))


def jc_sockets(data):
    for row in data:
        protocol = str(row.get("transport_protocol") or row.get("netid") or "")
        if row.get("kind") in ("route", "interface"):
            continue
        state = str(row.get("state") or "").replace("-", "_")
        if protocol == "tcp" and state in ("LISTEN", "LISTENING"):
            yield ("listen", "tcp", port(row.get("local_port_num") or row.get("local_port")))
        elif protocol == "tcp" and state:
            yield ("sockets", {"ESTAB": "ESTABLISHED"}.get(state, state), "one")
    yield from jc_routes([row for row in data if row.get("kind") == "route"])
    yield from jc_interfaces([row for row in data if row.get("kind") == "interface"])


def jc_routes(data):
    for row in data:
        to = row.get("ip") or row.get("destination")
        mask = row.get("genmask")
        gateway = row.get("via") or row.get("gateway") or row.get("next_hop")
        if gateway in ("0.0.0.0", "*", "[::]", "::", "0.0.0.0", "On-link") or str(gateway).startswith("link#"):
            gateway = None
        if not to:
            continue
        if re.match("^[0-9a-f]{1,2}(:[0-9a-f]{1,2}){5}$", str(gateway)):
            yield ("neighbour", address(to), octets(gateway))
            continue
        if mask and prefix(mask) and to not in ("default",) and "/" not in to:
            to = f"{to}/{prefix(mask)}"
        yield ("route", to, f"via {address(gateway)} dev {row.get('dev') or row.get('iface')}")
        if row.get("metric") is not None:
            yield ("route", to, f"metric {row['metric']}")


def jc_interfaces(data):
    for row in data:
        name = row.get("name") or row.get("iface")
        if row.get("mtu") is not None:
            yield ("interface", name, f"mtu {row['mtu']}")
        for four in row.get("ipv4", []):
            yield ("interface", name, address(four["address"]))
        for six in row.get("ipv6", []):
            yield ("interface", name, address(six["address"]))
        errors = [row.get(field) for field in ("rx_errors", "tx_errors", "rx_err", "tx_err", "ierrs", "oerrs") if row.get(field) is not None]
        if errors:
            yield ("interface", name, f"errors {sum(errors)}")


def jc_iptables(data):
    for chain in data:
        if chain.get("default_policy"):
            yield ("rule", f"{chain['chain']} 0", chain["default_policy"])
        for at, rule in enumerate(chain["rules"], 1):
            if rule.get("target"):
                yield ("rule", f"{chain['chain']} {at}", rule["target"])
            if rule.get("pkts") is not None:
                yield ("rule", f"{chain['chain']} {at}", f"packets {rule['pkts']}")


def jc_sysctl(data):
    for name, value in data.items():
        yield ("setting", name, re.sub(r"\s+", " ", number(value)).strip())


def jc_top(data):
    for run in data:
        for field in ("load_1m", "load_5m", "load_15m"):
            yield ("load", field, number(run[field]))
        yield ("load", "cpu", number(round(100 - run["cpu_idle"] - run["cpu_wait"], 1)))
        yield ("load", "iowait", number(run["cpu_wait"]))
        yield ("load", "memory", number(round(run["mem_used"] / run["mem_total"] * 100, 1)))


def jc_ethtool(data):
    if data.get("name") and data.get("speed"):
        yield ("interface", data["name"], "speed " + re.sub(r"\D", "", data["speed"]))
        yield ("interface", data["name"], "duplex " + data["duplex"].lower())
        yield ("interface", data["name"], "up" if data["link_detected"] else "down")


def jc_host(data):
    for row in data:
        for one in row.get("address", []) + row.get("v6-address", []):
            yield ("dns", row["hostname"], address(one))


def jc_dig(data):
    for reply in data:
        name = reply.get("question", {}).get("name", "").rstrip(".")
        if reply.get("status"):
            yield ("dns", name, reply["status"])
        if reply.get("query_time") is not None:
            yield ("dns", name, f"ms {reply['query_time']}")
        if reply.get("server"):
            yield ("dns", name, "server " + address(reply["server"].split("#")[0]))
        for answer in reply.get("answer", []):
            yield ("dns answer", answer["type"], address(answer["data"].rstrip(".")) + f" ttl {answer['ttl']}")


def jc_ipconfig(data):
    for adapter in data["adapters"]:
        for field in ("ipv4_addresses", "ipv6_addresses", "link_local_ipv6_addresses", "temporary_ipv6_addresses"):
            for one in adapter.get(field) or []:
                yield ("interface", adapter["name"], address(one["address"]))
        for one in adapter.get("dns_servers") or []:
            yield ("name server", "", address(one))
        for one in adapter.get("default_gateways") or []:
            yield ("gateway", "", address(one))
        if adapter.get("media_state") == "Media disconnected":
            yield ("interface", adapter["name"], "down")


def jc_resolve(data):
    for at, one in enumerate(data.get("nameservers", []), 1):
        yield ("name server", str(at), address(one))


def jc_clf(data):
    for row in data:
        if row.get("unparsable"):
            continue
        if row.get("status"):
            yield ("log", "status", str(row["status"]))
        if row.get("bytes") is not None:
            yield ("log", "bytes", str(row["bytes"]))
        if row.get("host"):
            yield ("log", "client", row["host"])


def jc_head(data):
    for row in data:
        if row.get("_type") == "response":
            yield ("http", "status", str(row["_response_status"]))
            if row.get("location"):
                yield ("http", "redirect", first(row["location"]))
            if row.get("server"):
                yield ("http", "server", first(row["server"]))
            if row.get("content-length") is not None:
                yield ("http", "expected", str(first(row["content-length"])))


def jc_ntpq(data):
    for row in data:
        if row.get("state") == "*":
            yield ("clock", "offset", number(row["offset"]))


PARSERS = [
    (r"^ping", "ping", jc_ping), (r"^traceroute", "traceroute", jc_traceroute), (r"^tracepath", "tracepath", jc_tracepath), (r"^arp", "arp", jc_arp),
    (r"^net_arp", "proc", jc_arp), (r"^ss-", "ss", jc_sockets), (r"^netstat", "netstat", jc_sockets), (r"^ip_route", "ip-route", jc_routes), (r"^route", "route", jc_routes),
    (r"^ifconfig", "ifconfig", jc_interfaces), (r"^iptables", "iptables", jc_iptables), (r"^sysctl", "sysctl", jc_sysctl), (r"^top-b", "top", jc_top),
    (r"^ethtool--def", "ethtool", jc_ethtool), (r"^host-", "host", jc_host), (r"^dig", "dig", jc_dig), (r"^ipconfig", "ipconfig", jc_ipconfig), (r"^resolve", "resolve-conf", jc_resolve),
    (r"^common-log", "clf", jc_clf), (r"^(curl_head|http_headers)", "http-headers", jc_head), (r"^ntpq", "ntpq", jc_ntpq),
]
PARSER_NAMES = {"curl_head": "curl-head"}


# What the readers give, as the same values.
def ours(observations):
    for one in observations:
        kind = one["kind"]
        if kind == "ping":
            for field in ("sent", "received", "duplicates"):
                if one.get(field) is not None:
                    yield ("ping", field, number(one[field]))
            yield ("ping", "address", address(one.get("targetAddress")))
            for ms in one.get("rttMs") or []:
                yield ("ping", "rtt", number(ms))
        elif kind == "path-trace":
            yield ("trace", "address", address(one.get("targetAddress")))
            yield ("trace", "pathMtu", str(one.get("pathMtu")))
            for hop in one.get("hops") or []:
                for ms in hop.get("rttMs") or []:
                    yield ("trace", f"rtt {hop['ttl']}", number(ms))
                for who in hop["responders"]:
                    yield ("trace", f"hop {hop['ttl']}", address(who.get("address")))
                    yield ("trace", f"hop {hop['ttl']}", who.get("name"))
                    yield ("trace", f"asn {hop['ttl']}", str(who.get("asn")))
        elif kind == "neighbour":
            yield ("neighbour", address(one.get("address")), octets(one.get("mac")))
        elif kind == "listen":
            yield ("listen", one.get("protocol"), port(one.get("port")))
        elif kind == "sockets":
            for count in one.get("counts") or []:
                if one.get("state") is None:
                    for _ in range(count["n"]):
                        yield ("sockets", count["state"], "one")
        elif kind == "route":
            to = one.get("destination")
            yield ("route", to, f"via {address(one.get('gateway'))} dev {one.get('device')}")
            yield ("route", to, f"metric {one.get('metric')}")
            yield ("gateway", "", address(one.get("gateway")))
        elif kind == "interface":
            name = one.get("name")
            for field in ("mtu", "errors", "speed", "duplex"):
                yield ("interface", name, f"{field} {one.get(field)}")
            yield ("interface", name, str(one.get("state")))
            for each in one.get("addresses") or []:
                yield ("interface", name, address(each.split("/")[0]))
        elif kind == "firewall-rule":
            yield ("rule", f"{one.get('chain')} {one.get('position')}", one.get("target"))
            yield ("rule", f"{one.get('chain')} {one.get('position')}", f"packets {one.get('packets')}")
        elif kind == "setting":
            yield ("setting", one.get("name"), re.sub(r"\s+", " ", number(one.get("value"))).strip())
        elif kind == "host-load":
            for field, value in zip(("load_1m", "load_5m", "load_15m"), one.get("loadAverage") or []):
                yield ("load", field, number(value))
            yield ("load", "cpu", number(one.get("cpuPercent")))
            yield ("load", "iowait", number(one.get("iowait")))
            yield ("load", "memory", number(one.get("memory")))
        elif kind == "dns":
            name = one.get("name") or ""
            yield ("dns", name, one.get("rcode"))
            yield ("dns", name, f"ms {number(one.get('ms'))}")
            yield ("dns", name, "server " + address(one.get("server")))
            for answer in one.get("answers") or []:
                yield ("dns answer", answer.get("type"), address(answer["address"]) + f" ttl {answer.get('ttl')}")
                yield ("dns", name, address(answer["address"]))
        elif kind == "name-server":
            yield ("name server", str(one.get("order")), address(one.get("address")))
            yield ("name server", "", address(one.get("address")))
        elif kind == "access-log":
            yield ("log", "status", str(one.get("status")))
            yield ("log", "bytes", str(one.get("bytes")))
            yield ("log", "client", one.get("client"))
        elif kind == "http":
            yield ("http", "status", str(one.get("status")))
            yield ("http", "redirect", one.get("redirect"))
            yield ("http", "server", one.get("server"))
            yield ("http", "expected", str(one.get("expectedBytes")))
        elif kind == "clock":
            yield ("clock", "offset", number(one.get("offsetMs")))


def missing(wanted, given):
    """Wanted values not given; each as often as it is wanted, but for those a listing repeats."""
    left = collections.Counter(tuple(map(str, value)) for value in given)
    for value in (tuple(map(str, value)) for value in wanted):
        if left[value] > 0:
            if value[1] == "rtt" or value[0] == "sockets":
                left[value] -= 1
        else:
            yield value


def main(fixtures, read, reasons):
    observations = {}
    for line in open(read, encoding="utf-8"):
        path, text = line.rstrip("\n").split("\t", 1)
        observations[path] = json.loads(text)
    reasons = [line.rstrip("\n").split("\t") for line in open(reasons, encoding="utf-8") if line.strip() and line[0] != "#"]
    table, explained, unexplained, inputs = collections.defaultdict(lambda: [0, 0, 0, 0]), collections.Counter(), [], 0
    for path in sorted(observations):
        name = os.path.basename(path)[:-4]
        expected = path[:-4] + ".json"
        parser = next(((tool, values) for pattern, tool, values in PARSERS if re.match(pattern, name)), None)
        if parser is None or not os.path.exists(expected):
            continue
        tool, values = parser
        wanted = list(values(json.load(open(expected, encoding="utf-8"))))
        inputs += 1
        run = subprocess.run(["jc", "--" + PARSER_NAMES.get(name.split("--")[0], tool)], stdin=open(path, "rb"), capture_output=True)
        try:
            by_jc = list(values(json.loads(run.stdout)))
        except Exception:
            by_jc = []
        row = table[tool]
        row[0] += len(wanted)
        row[1] += len(wanted) - len(list(missing(wanted, by_jc)))
        lost = list(missing(wanted, list(ours(observations[path]))))
        row[2] += len(wanted) - len(lost)
        for value in lost:
            what = f"{os.path.relpath(path, fixtures)} {' | '.join(map(str, value))}"
            why = next((reason for pattern, reason in reasons if re.search(pattern, what)), None)
            if why is None:
                unexplained.append(what)
            else:
                row[3] += 1
                explained[why] += 1
    print(f"{inputs} inputs\n{'tool':14}{'expected':>10}{'jc':>10}{'readers':>10}{'explained':>10}")
    for tool, row in sorted(table.items()):
        print(f"{tool:14}" + "".join(f"{value:>10}" for value in row))
    total = [sum(row[at] for row in table.values()) for at in range(4)]
    print(f"{'sum':14}" + "".join(f"{value:>10}" for value in total))
    print("\nother than jc on purpose, or without a place")
    for why, count in explained.most_common():
        print(f"{count:7}  {why}")
    print(f"\nmissing: {len(unexplained)}")
    for what in unexplained:
        print("  " + what)
    return 1 if unexplained else 0


sys.exit(main(*sys.argv[1:4]))
