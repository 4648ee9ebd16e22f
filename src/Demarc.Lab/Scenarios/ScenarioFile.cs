using System.Net;
using Demarc.Lab.Boxes;
using Demarc.Model;
using Demarc.Yaml;

namespace Demarc.Lab.Scenarios;

/// <summary>Reads one scenario (docs/formats/lab-scenario.md); says the line of whatever is wrong.</summary>
public static class ScenarioFile
{
    /// <summary>The scenario, or null with the problems that prevented it.</summary>
    public static Scenario? Read(string file, string text, ICollection<LabProblem> problems)
    {
        var root = YamlDocument.Read(text, out var fault);
        if (fault is not null) problems.Add(new(file, fault.Line, new(fault.Reason, fault.Zh)));
        if (root is null || fault is not null) return null;
        if (root is YamlMap map) return new Reading(file, map, problems).Scenario();
        problems.Add(new(file, 1, new("a scenario is a mapping with title, kind, …", "场景应为含 title、kind 等键的映射")));
        return null;
    }

    private sealed class Reading(string file, YamlMap map, ICollection<LabProblem> problems)
    {
        private readonly Parameters _root = new(file, map, problems);
        private readonly int _before = problems.Count;

        public Scenario? Scenario()
        {
            var title = _root.Both("title");
            if (title is null) _root.Fault(map.Line, "title is missing", "缺少 title");
            var kind = _root.Choice("kind", "faulty", "healthy", "odd") switch
            {
                "healthy" => ScenarioKind.Healthy,
                "odd" => ScenarioKind.Odd,
                _ => ScenarioKind.Faulty,
            };
            if (!_root.Has("kind")) _root.Fault(map.Line, "kind is missing", "缺少 kind");
            var expect = Expect(kind);
            var needs = _root.Texts("needs");
            var boxes = _root.List("boxes").Select(Box).ToArray();
            var servers = _root.List("servers").Select(entry => new ServerSpec(entry.Needed("kind"), entry.Needed("on"), entry)).ToArray();
            var visits = _root.List("visits").Select(Visit).ToArray();
            string[] named = [.. boxes.Select(box => box.At), .. servers.Select(server => server.On), .. visits.SelectMany(visit => (string[])[visit.From, visit.Host]), .. NamedByNames()];
            var network = new NetworkReading(_root, problems.Count).Read(named);
            var scenario = new Scenario(
                Path.GetFileNameWithoutExtension(file),
                title ?? new("", ""),
                _root.Both("about"),
                kind,
                _root.Choice("half", "tune", "held-out") == "held-out",
                _root.Needed("target"),
                expect,
                SidesUnder(_root, "indistinguishable", expect.Side),
                needs,
                network,
                boxes,
                servers,
                Names(network),
                visits,
                Settle());
            CheckPlaces(scenario);
            _root.Done();
            return problems.Count == _before ? scenario : null;
        }

        private TimeSpan Settle()
        {
            var settle = _root.Time("settle", TimeSpan.Zero);
            if (settle > TimeSpan.FromSeconds(20)) _root.Fault(_root.LineOf("settle"), "settle is at most 20s", "settle 最多为 20s");
            return settle;
        }

        private Expectation Expect(ScenarioKind kind)
        {
            if (_root.Inner("expect") is not { } expect)
            {
                _root.Fault(map.Line, "expect is missing", "缺少 expect");
                return new(Side.Undetermined, null, [], [], [], false);
            }

            var text = expect.Needed("side");
            if (!Sides.TryParse(text, out var side)) expect.Fault(expect.LineOf("side"), $"unknown side '{text}'", $"未知的侧“{text}”");
            var cause = expect.Text("cause");
            if (kind == ScenarioKind.Faulty && cause is null) expect.Fault(expect.Line, "a faulty scenario names its cause", "有故障的场景应给出 cause");
            if (kind != ScenarioKind.Faulty && (side != Side.Healthy || cause is not null)) expect.Fault(expect.Line, "what is no fault has side healthy and no cause", "没有故障的场景应为 side: healthy，且不含 cause");
            var harmless = expect.Texts("harmless");
            var alike = expect.Texts("alike");
            var withControl = SidesUnder(expect, "with-control", side);
            var blackHoled = expect.Flag("black-holed", otherwise: false);
            expect.Done();
            return new(side, cause, harmless, alike, withControl, blackHoled);
        }

        /// <summary>Sides that look alike; the expected one is among them.</summary>
        private static List<Side> SidesUnder(Parameters entry, string key, Side expected)
        {
            var sides = new List<Side>();
            foreach (var text in entry.Texts(key))
            {
                if (Sides.TryParse(text, out var side)) sides.Add(side);
                else entry.Fault(entry.LineOf(key), $"unknown side '{text}'", $"未知的侧“{text}”");
            }

            if (sides.Count > 0 && !sides.Contains(expected)) entry.Fault(entry.LineOf(key), "the expected side is not among them", "其中没有期望的侧");
            return sides;
        }

        private BoxSpec Box(Parameters entry)
        {
            var box = new BoxSpec(entry.Needed("at"), entry.Needed("kind"), entry);
            // Made once for what its keys have wrong; a run makes its own.
            if (box.Kind.Length > 0) BoxKinds.Make(box, seed: 0);
            return box;
        }

        private static VisitSpec Visit(Parameters entry)
        {
            var to = entry.Needed("to");
            var colon = to.LastIndexOf(':');
            var port = 0;
            if (colon <= 0 || !int.TryParse(to[(colon + 1)..], out port) || port is < 1 or > 65535) entry.Fault(entry.LineOf("to"), "to is host:port", "to 应为 host:port");
            var visit = new VisitSpec(entry.Needed("from"), colon > 0 ? to[..colon] : "", port, entry.Time("every", TimeSpan.FromSeconds(2)), entry.Time("start", TimeSpan.Zero), entry.Time("hold", TimeSpan.Zero));
            if (visit.Every < TimeSpan.FromMilliseconds(10)) entry.Fault(entry.LineOf("every"), "every is at least 10ms", "every 至少为 10ms");
            entry.Done();
            return visit;
        }

        private IEnumerable<string> NamedByNames() => (map["names"] as YamlMap)?.Entries.SelectMany(entry => Values(entry.Value)) ?? [];

        private static IEnumerable<string> Values(YamlNode node) => node is YamlList list ? list.Items.Select(item => item.Text ?? "") : [node.Text ?? ""];

        private List<NameSpec> Names(NetworkSpec network)
        {
            var names = new List<NameSpec>();
            foreach (var (name, line, value) in _root.Inner("names")?.Entries ?? [])
            {
                var addresses = new List<IPAddress>();
                foreach (var text in Values(value))
                {
                    if (network.Host(text) is { } host) addresses.AddRange(network.Ipv6 && host.Address6 is { } six ? [host.Address, six] : [host.Address]);
                    else if (IPAddress.TryParse(text, out var address)) addresses.Add(address);
                    else _root.Fault(line, $"'{text}' is neither a host of the lab nor an address", $"“{text}”既不是实验网络的主机，也不是地址");
                }

                names.Add(new(name, addresses));
            }

            return names;
        }

        private void CheckPlaces(Scenario scenario)
        {
            var routers = scenario.Network.Routers.Select(router => router.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var box in scenario.Boxes)
            {
                if (box.At.Length > 0 && !routers.Contains(box.At) && scenario.Network.Host(box.At) is null) Unknown(box.Settings, "at", box.At);
            }

            foreach (var server in scenario.Servers)
            {
                if (server.On.Length > 0 && scenario.Network.Host(server.On) is null) Unknown(server.Settings, "on", server.On);
            }

            foreach (var visit in scenario.Visits)
            {
                foreach (var host in (string[])[visit.From, visit.Host])
                {
                    if (scenario.Network.Host(host) is null && !IPAddress.TryParse(host, out _)) _root.Fault(_root.LineOf("visits"), $"there is no host '{host}'", $"没有主机“{host}”");
                }
            }
        }

        private static void Unknown(Parameters entry, string key, string place) =>
            entry.Fault(entry.LineOf(key), $"there is no router or host '{place}'", $"没有路由器或主机“{place}”");
    }
}
