using System.Globalization;
using Demarc.Desk.Store;
using Demarc.Model;

namespace Demarc.Desk.Keeping;

/// <summary>How long closed cases are kept.</summary>
/// <param name="Id">What a case bears: <c>short default long keep</c>.</param>
/// <param name="Name">In the reader's words.</param>
/// <param name="Days">Days after its closing; null for ever.</param>
public sealed record RetentionClass(string Id, Bilingual Name, int? Days)
{
    /// <summary>What a case bears that nobody gave another.</summary>
    public const string Default = "default";

    /// <summary>The value of a setting that means for ever.</summary>
    public const string Never = "never";

    private const int Longest = 36_500;

    /// <summary>The classes as they are where no setting says otherwise.</summary>
    private static readonly RetentionClass[] BuiltIn =
    [
        new("short", new("short", "短期"), 180),
        new(Default, new("usual", "常规"), 1095),
        new("long", new("long", "长期"), 3650),
        new("keep", new("for ever", "永久"), null),
    ];

    public static IReadOnlyList<string> Ids { get; } = [.. BuiltIn.Select(it => it.Id)];

    /// <summary>The setting that changes a class: <c>retention-short</c> with a number of days, or <c>never</c>.</summary>
    public static string SettingOf(string id) => "retention-" + id;

    /// <summary>The classes as the settings have them.</summary>
    public static IReadOnlyList<RetentionClass> All(DeskSettings settings) => [.. BuiltIn.Select(it => settings.Get(SettingOf(it.Id)) switch
    {
        Never => it with { Days = null },
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= Longest => it with { Days = days },
        _ => it,
    })];

    /// <summary>Checks what is to be set.</summary>
    /// <exception cref="DeskFault">No such class, or no number of days.</exception>
    public static void Check(string id, string? value)
    {
        if (!Ids.Contains(id)) throw NoSuch(id);
        if (value is null or Never || (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= Longest)) return;
        throw new DeskFault(DeskFaultKind.BadInput, new($"a retention is 'never' or 1 to {Longest} days", $"保留期限为 never 或 1 至 {Longest} 天"));
    }

    internal static DeskFault NoSuch(string id) => new(DeskFaultKind.BadInput, new($"there is no retention class '{id}'; there are {string.Join(", ", Ids)}", $"没有保留类别“{id}”；可用：{string.Join("、", Ids)}"));
}
