using Demarc.Model;
using Demarc.Reasoning;

namespace Demarc.Desk.Requests;

/// <summary>Turns the next tests of a verdict into requests a party can carry out, most telling first, as the verdict lists them.</summary>
public static class RequestDraft
{
    private static readonly string[] Systems = ["windows", "linux", "macos"];

    /// <summary>One request per next test.</summary>
    public static IReadOnlyList<EvidenceRequest> From(VerdictDocument document, RequestScene? scene = null)
    {
        scene ??= RequestScene.Empty;
        var fill = new CommandFill(document.Subject.Target, scene);
        return [.. document.NextTests.Select(next => One(next, document.Subject, scene, fill))];
    }

    private static EvidenceRequest One(NextTest next, Subject subject, RequestScene scene, CommandFill fill)
    {
        var row = RequestTable.Find(next.Test);
        var where = PlaceOf(next.Test == Tests.OtherNetwork ? "other network" : next.Where, subject, scene);
        var other = row?.With is { } with && Tests.Find(with) is { } test ? PlaceOf(test.Where, subject, scene) : null;
        List<SystemCommand> commands = [.. Commands(next.Test, where.Id, next.Command, row, scene, fill)];
        if (other is not null) commands.AddRange(Commands(row!.With!, other.Id, null, RequestTable.Find(row.With!), scene, fill));
        return new()
        {
            Test = next.Test,
            What = TestTexts.Of(next.Test).Title,
            How = new(fill.Said(next.En), fill.Said(next.Zh)),
            Why = row?.Why ?? new(next.En, next.Zh),
            Where = where,
            OtherEnd = other,
            Window = row?.Accept.Any(accept => accept.Window) == true ? scene.Window : null,
            Filter = fill.In(row?.Filter),
            Permission = PlaceWords.Permission(next.Permission),
            Commands = commands,
            Criteria = [.. (row?.Accept ?? []).Select(accept => Criterion(accept, other is not null, subject, scene, fill))],
        };
    }

    /// <summary>The lines for each system. A verdict may carry a command of its own; it then replaces the catalogue's for its system.</summary>
    private static IEnumerable<SystemCommand> Commands(string test, string place, string? own, RequestRow? row, RequestScene scene, CommandFill fill)
    {
        var text = TestTexts.Of(test);
        var known = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["windows"] = fill.In(text.Windows), ["linux"] = fill.In(text.Command), ["macos"] = fill.In(row?.MacOs),
        };
        if (fill.In(own) is { } line && !known.ContainsValue(line)) known[IsForWindows(line) ? "windows" : "linux"] = line;
        foreach (var system in Systems)
        {
            if (known[system] is { } command && (scene.Systems.Count == 0 || scene.Systems.Contains(system))) yield return new(system, place, PlaceWords.Shell(system, command), command);
        }
    }

    private static bool IsForWindows(string command) =>
        command.Contains("$env:", StringComparison.Ordinal) || command.Contains(".exe", StringComparison.Ordinal) || command.Contains("netsh ", StringComparison.Ordinal)
        || command.Contains("tracert ", StringComparison.Ordinal) || command.Contains("Get-", StringComparison.Ordinal) || command.Contains("Resolve-DnsName", StringComparison.Ordinal);

    private static Place PlaceOf(string id, Subject subject, RequestScene scene) => new(id, PlaceWords.Place(id), NameOf(id, subject, scene));

    private static string? NameOf(string id, Subject subject, RequestScene scene) =>
        scene.Vantages.GetValueOrDefault(id) ?? (id is "client" or "one client" ? subject.Vantages.Count > 0 ? subject.Vantages[0] : null : null);

    private static Criterion Criterion(AcceptRow accept, bool paired, Subject subject, RequestScene scene, CommandFill fill) => new()
    {
        Kinds = accept.Kinds,
        Host = accept.Host ? fill.Host : null,
        Addresses = accept.Host ? scene.Addresses : [],
        Place = accept.Place,
        Vantage = accept.Place is { } place ? NameOf(place, subject, scene) : null,
        NotFrom = accept.Place is "control" or "same network" or "other network" ? NameOf("client", subject, scene) : null,
        Window = accept.Window ? scene.Window : null,
        Least = accept.Least,
        Paired = paired,
    };
}
