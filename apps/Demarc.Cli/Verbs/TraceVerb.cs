using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Demarc.Cli.Printing;
using Demarc.Cli.Tracing;
using Demarc.Model;
using Demarc.Probing;
using Demarc.Probing.Machines;
using Demarc.Probing.Ports;
using Demarc.Reasoning;
using Demarc.Reporting;

namespace Demarc.Cli.Verbs;

/// <summary><c>demarc trace TARGET</c>: the path to a target, live or as a report, and what it shows.</summary>
public sealed class TraceVerb : Verb
{
    private const int UsualRounds = 10;
    private const double ShortestInterval = 0.05;
    private readonly Argument<string> _target;
    private readonly Option<string?> _rounds;
    private readonly Option<string?> _interval;
    private readonly Option<string?> _perHop;
    private readonly Option<bool> _icmp;
    private readonly Option<bool> _udp;
    private readonly Option<bool> _tcp;
    private readonly Option<string?> _port;
    private readonly Option<bool> _noNames;
    private readonly Option<bool> _v4;
    private readonly Option<bool> _v6;
    private readonly Option<string?> _maxTtl;
    private readonly Option<string?> _size;
    private readonly Option<bool> _multipath;
    private readonly Option<bool> _mtu;
    private readonly Option<bool> _report;
    private readonly Option<bool> _wide;
    private readonly Option<bool> _csv;

    public TraceVerb()
        : base("trace", new("follow the path to a target and say what it shows", "追踪到目标的路径，并说明它表明什么"))
    {
        _target = Takes(new Argument<string>("TARGET"), new("host, address, host:port or URL; a port means TCP", "主机、地址、host:port 或 URL；带端口则用 TCP"));
        _rounds = Offers(new Option<string?>("--count", "-c"), new("rounds to make (screen: until q; else 10)", "探测轮数（实时画面默认直到按 q；其他默认 10）"), "N");
        _interval = Offers(new Option<string?>("--interval", "-i"), new("seconds between rounds (1)", "两轮之间的秒数（1）"), "SECONDS");
        _perHop = Offers(new Option<string?>("--per-hop", "-q"), new("probes of each hop in a round (1)", "每轮对每一跳的探测数（1）"), "N");
        _icmp = Offers(new Option<bool>("--icmp", "-I"), new("ICMP echo; the default where it is allowed", "ICMP 回显；允许时为默认"));
        _udp = Offers(new Option<bool>("--udp", "-u"), new("UDP; the default elsewhere", "UDP；不允许 ICMP 时为默认"));
        _tcp = Offers(new Option<bool>("--tcp", "-T"), new("TCP SYN", "TCP SYN"));
        _port = Offers(new Option<string?>("--port", "-P"), new("destination port (TCP 443, UDP 33434)", "目的端口（TCP 443，UDP 33434）"), "PORT");
        _noNames = Offers(new Option<bool>("--no-names", "-n", "--no-dns"), new("addresses only, no names", "只显示地址，不查询名称"));
        _v4 = Offers(new Option<bool>("-4"), new("IPv4 only", "仅用 IPv4"));
        _v6 = Offers(new Option<bool>("-6"), new("IPv6 only", "仅用 IPv6"));
        _maxTtl = Offers(new Option<string?>("--max-ttl", "-m"), new("longest path (30)", "最大跳数（30）"), "TTL");
        _size = Offers(new Option<string?>("--size", "-s"), new("octets of a whole packet, ICMP and UDP", "整个报文的字节数，用于 ICMP 与 UDP"), "SIZE");
        _multipath = Offers(new Option<bool>("--multipath"), new("afterwards, every way of a load-balanced path", "随后查找负载均衡的所有路径"));
        _mtu = Offers(new Option<bool>("--mtu"), new("afterwards, the largest packet that passes, and where larger ones vanish", "随后查找能通过的最大报文，以及更大的报文在哪里消失"));
        _report = Offers(new Option<bool>("--report", "-r"), new("a table at the end instead of the screen", "结束时输出表格，不用实时画面"));
        _wide = Offers(new Option<bool>("--report-wide", "-w"), new("as --report, names in full", "同 --report，名称不截断"));
        _csv = Offers(new Option<bool>("--csv"), new("comma-separated values instead of the screen", "输出逗号分隔值，不用实时画面"));
    }

    public override Common Uses => Common.Json | Common.Html | Common.Markdown | Common.Catalogue | Common.Now | Common.Vantage | Common.Always;

    public override IReadOnlyList<Example> Examples { get; } =
    [
        new("demarc trace example.com:443", new("the path of TCP connections to port 443, live", "到 443 端口的 TCP 连接所走的路径，实时显示")),
        new("demarc trace -c 20 --report -n 192.0.2.1", new("a table after 20 rounds, without names", "20 轮后输出表格，不查询名称")),
    ];

    public override int Run(Invocation call)
    {
        var options = Read(call);
        var target = TraceTarget.Parse(options.Target, out var problem) ?? throw new CommandException(ExitCodes.WrongUsage, problem!);
        var ahead = new CatalogueAhead(call);
        var vantage = call.Options.Vantage ?? (Environment.MachineName is { Length: > 0 } name and not "localhost" ? name : "here");
        var log = new ProbeLog(vantage, TimeProvider.System);
        target.Resolve(options, call.Interrupted);
        if (target.Addresses.Count == 0) return Unresolved(call, options, target, log);
        var address = target.Addresses[0];
        if (target.Addresses.Count > 1)
        {
            var others = string.Join(", ", target.Addresses.Skip(1).Take(4)) + (target.Addresses.Count > 5 ? ", …" : "");
            call.Note(new($"demarc: {target.Host} has {target.Addresses.Count} addresses; tracing {address} (others: {others})", $"demarc: {target.Host} 有 {target.Addresses.Count} 个地址；追踪 {address}（其余：{others}）"));
        }

        using var port = PacketPorts.Open();
        var session = new TraceSession(port, options, target, address, log);
        var protocol = session.Preferred();
        if (!session.Can(protocol)) throw NotPermitted(session, protocol);
        if (options.Protocol is null && protocol == ProbeProtocol.Udp) Tell(call, session);
        var names = new PtrNames(options.Names);
        var trace = Trace(call, options, session, target, names, protocol);
        if (TraceSession.Forbidden(trace))
        {
            if (options.Protocol is not null || protocol != ProbeProtocol.Icmp || !session.Can(ProbeProtocol.Udp)) throw NotPermitted(session, protocol);
            Tell(call, session);
            trace = Trace(call, options, session, target, names, ProbeProtocol.Udp);
        }

        return Conclude(call, options, session, names, trace, ahead);
    }

    private static TraceMachine Trace(Invocation call, TraceOptions options, TraceSession session, TraceTarget target, PtrNames names, ProbeProtocol protocol)
    {
        if (options.Output == TraceOutput.Screen)
        {
            using var terminal = new LiveTerminal(call.Out);
            return new TraceScreen(session, target, names, call.Language, call.Page.Colour).Run(terminal, protocol, options.Rounds ?? int.MaxValue, call.Interrupted);
        }

        var machine = session.Machine(protocol, options.Rounds ?? UsualRounds);
        session.Run(machine, call.Interrupted);
        return machine;
    }

    private static int Conclude(Invocation call, TraceOptions options, TraceSession session, PtrNames names, TraceMachine trace, CatalogueAhead ahead)
    {
        var interrupted = call.Interrupted.IsCancellationRequested;
        names.Settle(trace.Statistics.Segments.SelectMany(s => s.Hops).SelectMany(h => h.Responders).Select(r => r.Address).Distinct(), call.Interrupted);
        if (!interrupted && trace is { LocalError: null, Found: true } && trace.Statistics.Current.Arrival is null) TryAnotherProtocol(call, session, trace);
        if (!interrupted && trace is { LocalError: null, Plan.Protocol: ProbeProtocol.Tcp } && options.Output != TraceOutput.Screen && FlowsMayDiffer(trace, session)) session.TryFlows(trace, call.Interrupted);
        if (!interrupted && trace is { LocalError: null, Found: true })
        {
            if (options.Multipath) session.FindWays(trace, call.Interrupted);
            if (options.Mtu) session.FindMtu(call.Interrupted);
        }

        if (trace.LocalError is { } error) call.Warn(Unsent(session.Address, error));
        var all = trace.LocalError is null ? session.Observe(trace, names.Of) : [session.Unsent(trace)];
        var shown = TraceObservation.Live(trace, session.Log, names.Of);

        var catalogue = ahead.Catalogue;
        var input = new CaseInput { Target = options.Target, Observations = all, Now = call.Options.Now };
        var document = Diagnosis.Conclude(input, catalogue, CommandLine.Version);
        var reports = new Reports(call, catalogue);
        reports.WriteFiles([document], Numbering.Number(input).Observations);
        if (options.Output == TraceOutput.Json) reports.WriteJson([document]);
        else if (options.Output == TraceOutput.Csv) TraceCsv.Write(call.Out, trace, names.Of);
        else if (trace.LocalError is not null) TraceReport.Verdict(call.Page, call.Language, document);
        else TraceReport.Write(call.Page, call.Language, trace, shown, document, session, names, options.Wide);
        return interrupted ? ExitCodes.Interrupted : Reports.ExitCode([document]);
    }

    /// <summary>Connections are made, or the target is there although this flow meets silence.</summary>
    private static bool FlowsMayDiffer(TraceMachine trace, TraceSession session) =>
        trace.Statistics.Current is { Arrival: { } arrival } path ? path.Hop(arrival)!.Codes.Contains("open") : trace.Statistics.Current.End is null && (trace.EverArrived || session.ArrivesBy.Count > 0);

    /// <summary>Silence of one kind of probe says little before another kind has been tried (path-rules, rule 4).</summary>
    private static void TryAnotherProtocol(Invocation call, TraceSession session, TraceMachine trace)
    {
        if (trace.EverArrived || trace.Plan.Protocol == ProbeProtocol.Icmp || !session.Can(ProbeProtocol.Icmp)) return;
        session.Run(session.Machine(ProbeProtocol.Icmp, rounds: 1), call.Interrupted);
    }

    /// <summary>A name without an address: told in a sentence, and as a verdict.</summary>
    private static int Unresolved(Invocation call, TraceOptions options, TraceTarget target, ProbeLog log)
    {
        var family = options.OnlyV6 ? "IPv6" : "IPv4";
        call.Warn(target.Failure switch
        {
            null => new($"demarc: {target.Host} has no {family} address; it has {string.Join(", ", target.Unwanted.Take(4))}", $"demarc: {target.Host} 没有 {family} 地址；它有 {string.Join("、", target.Unwanted.Take(4))}"),
            "nxdomain" => new($"demarc: the name {target.Host} is not known to the system's resolver", $"demarc: 系统解析器不认识域名 {target.Host}"),
            _ => new($"demarc: the system's resolver gave no answer about {target.Host}", $"demarc: 系统解析器没有给出 {target.Host} 的结果"),
        });
        if (target.Failure is null) return ExitCodes.Unavailable;
        var input = new CaseInput { Target = options.Target, Observations = [target.Observe(log)], Now = call.Options.Now };
        var catalogue = CatalogueFolder.Read(call);
        var document = Diagnosis.Conclude(input, catalogue, CommandLine.Version);
        if (options.Output == TraceOutput.Json) new Reports(call, catalogue).WriteJson([document]);
        else TraceReport.Verdict(call.Page, call.Language, document);
        return Reports.ExitCode([document]);
    }

    private static Bilingual Unsent(IPAddress address, SocketError error) => error switch
    {
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => new($"demarc: this machine has no route to {address}", $"demarc: 本机没有到 {address} 的路由"),
        SocketError.MessageSize => new("demarc: packets of that size cannot leave this machine", "demarc: 该大小的报文无法从本机发出"),
        _ => new($"demarc: this machine could not send to {address}: {error}", $"demarc: 本机无法向 {address} 发送：{error}"),
    };

    private static void Tell(Invocation call, TraceSession session)
    {
        if (session.Missing.Count > 0) call.Note(new("demarc: going on with UDP; " + session.Missing[0].En, "demarc: 改用 UDP 继续；" + session.Missing[0].Zh));
    }

    private static CommandException NotPermitted(TraceSession session, ProbeProtocol protocol)
    {
        var why = session.Missing.Count > 0 ? session.Missing[0] : new("the system does not allow it", "系统不允许");
        var name = protocol.ToString().ToUpperInvariant();
        return new(ExitCodes.NotPermitted, new($"{name} probes are not possible here: {why.En}", $"此处无法发送 {name} 探测：{why.Zh}"));
    }

    private TraceOptions Read(Invocation call)
    {
        var parsed = call.Parsed;
        var asked = new[] { _icmp, _udp, _tcp }.Where(parsed.GetValue).ToArray();
        if (asked.Length > 1) throw new CommandException(ExitCodes.WrongUsage, new("one of -I, -u and -T, not several", "-I、-u、-T 只能选一个"));
        if (parsed.GetValue(_v4) && parsed.GetValue(_v6)) throw new CommandException(ExitCodes.WrongUsage, new("-4 or -6, not both", "-4 与 -6 不能同用"));
        var seconds = 1.0;
        if (parsed.GetValue(_interval) is { } text && !double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds)) seconds = 0;
        if (seconds is not (>= ShortestInterval and <= 3600))
            throw new CommandException(ExitCodes.WrongUsage, new($"--interval takes {ShortestInterval} to 3600 seconds", $"--interval 的值应为 {ShortestInterval} 到 3600 秒"));
        var wide = parsed.GetValue(_wide);
        return new()
        {
            Target = parsed.GetValue(_target)!,
            Protocol = asked is [var one] ? one == _icmp ? ProbeProtocol.Icmp : one == _udp ? ProbeProtocol.Udp : ProbeProtocol.Tcp : null,
            Port = Within(parsed, _port, 1, 65535),
            OnlyV4 = parsed.GetValue(_v4),
            OnlyV6 = parsed.GetValue(_v6),
            Rounds = Within(parsed, _rounds, 1, 1_000_000),
            Interval = TimeSpan.FromSeconds(seconds),
            PerHop = Within(parsed, _perHop, 1, 10) ?? 1,
            MaxTtl = (byte)(Within(parsed, _maxTtl, 1, 64) ?? 30),
            Size = Within(parsed, _size, 0, 9000) ?? 0,
            Multipath = parsed.GetValue(_multipath),
            Mtu = parsed.GetValue(_mtu),
            Names = !parsed.GetValue(_noNames),
            Wide = wide,
            Output = call.Options.Json ? TraceOutput.Json
                : parsed.GetValue(_csv) ? TraceOutput.Csv
                : wide || parsed.GetValue(_report) || !call.Surroundings.Interactive ? TraceOutput.Report
                : TraceOutput.Screen,
        };
    }

    private static int? Within(ParseResult parsed, Option<string?> option, int low, int high)
    {
        if (parsed.GetValue(option) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high) return value;
        throw new CommandException(
            ExitCodes.WrongUsage,
            new(string.Create(CultureInfo.InvariantCulture, $"{option.Name} takes {low} to {high}, not '{text}'"), string.Create(CultureInfo.InvariantCulture, $"{option.Name} 的值应为 {low} 到 {high}，而不是“{text}”")));
    }
}
