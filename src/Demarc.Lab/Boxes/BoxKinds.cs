using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Boxes;

/// <summary>The kinds of boxes a scenario may name (docs/formats/lab-scenario.md), each with how it is made from its keys.</summary>
public static class BoxKinds
{
    private const BoxDirection Both = BoxDirection.Both;
    private const BoxDirection ToServer = BoxDirection.ToServer;
    private const BoxDirection ToClient = BoxDirection.ToClient;

    private static readonly Dictionary<string, (BoxDirection Usual, Func<Parameters, Box> Make)> Kinds = new(StringComparer.Ordinal)
    {
        ["delay"] = (Both, DelayBox.From),
        ["loss"] = (Both, LossBox.From),
        ["reorder"] = (Both, ReorderBox.From),
        ["duplicate"] = (Both, DuplicateBox.From),
        ["corrupt"] = (Both, CorruptBox.From),
        ["mtu"] = (Both, MtuBox.From),
        ["queue"] = (Both, QueueBox.From),
        ["police"] = (ToClient, PoliceBox.From),
        ["nat"] = (Both, NatBox.From),
        ["idle-timeout"] = (Both, IdleTimeoutBox.From),
        ["ecmp-bad-member"] = (ToServer, BadMemberBox.From),
        ["strip-options"] = (Both, StripOptionsBox.From),
        ["option-drop"] = (ToServer, OptionDropBox.From),
        ["ecn-drop"] = (ToServer, _ => new EcnDropBox()),
        ["window-clamp"] = (Both, _ => new WindowClampBox()),
        ["filter"] = (ToServer, FilterBox.From),
        ["allow-list"] = (ToServer, AllowListBox.From),
        ["rate-limit"] = (ToServer, RateLimitBox.From),
        ["name-filter"] = (ToServer, NameFilterBox.From),
        ["dns-forge"] = (ToServer, DnsForgeBox.From),
        ["redirect"] = (Both, RedirectBox.From),
        ["portal"] = (ToServer, PortalBox.From),
        ["tw-recycle"] = (ToServer, TwRecycleBox.From),
        ["timestamp-offset"] = (Both, TimestampOffsetBox.From),
        ["asymmetric-firewall"] = (ToServer, _ => new AsymmetricFirewallBox()),
        ["ignore-syn"] = (ToServer, IgnoreSynBox.From),
        ["route"] = (ToServer, RouteBox.From),
        ["duplicate-address"] = (ToClient, DuplicateAddressBox.From),
    };

    public static IEnumerable<string> All => Kinds.Keys;

    /// <summary>Makes a box; what is wrong with its keys goes to the problems of the scenario. Null for an unknown kind.</summary>
    /// <param name="seed">Decides every chance in it.</param>
    public static FittedBox? Make(BoxSpec spec, ulong seed)
    {
        var settings = spec.Settings.Again();
        settings.Text("at");
        settings.Text("kind");
        if (!Kinds.TryGetValue(spec.Kind, out var kind))
        {
            settings.Fault(settings.LineOf("kind"), $"unknown kind of box '{spec.Kind}'", $"未知的处理节点类型“{spec.Kind}”");
            return null;
        }

        var direction = !settings.Has("direction") ? kind.Usual : settings.Choice("direction", "both", "to-server", "to-client") switch
        {
            "to-server" => ToServer,
            "to-client" => ToClient,
            _ => Both,
        };
        var from = settings.Time("from") is { } start ? Nanoseconds(start) : long.MinValue;
        var until = settings.Time("until") is { } end ? Nanoseconds(end) : long.MaxValue;
        var box = new FittedBox(kind.Make(settings), direction, PacketMatch.Read(settings, "match"), PacketMatch.Read(settings, "except"), from, until, seed);
        settings.Done();
        return box;
    }

    /// <summary>Times of packets are nanoseconds.</summary>
    public static long Nanoseconds(TimeSpan time) => time.Ticks * 100;
}
