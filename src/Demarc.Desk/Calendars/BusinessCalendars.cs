namespace Demarc.Desk.Calendars;

/// <summary>The calendars of all countries known: the built-in ones, each with what a file of the same name in the user's folder adds to it.</summary>
public sealed class BusinessCalendars
{
    private const string Prefix = "calendars/";
    private const int LargestFile = 256 * 1024;
    private readonly Dictionary<string, BusinessCalendar> _byCountry;

    private BusinessCalendars(Dictionary<string, BusinessCalendar> byCountry, IReadOnlyList<SettingFault> faults) => (_byCountry, Faults) = (byCountry, faults);

    /// <summary>What was wrong in the files.</summary>
    public IReadOnlyList<SettingFault> Faults { get; }

    /// <summary>Countries, in order.</summary>
    public IEnumerable<string> Countries => _byCountry.Keys.Order(StringComparer.Ordinal);

    /// <summary>The built-in calendars, and a folder's <c>cn.yaml</c>, <c>de.yaml</c> … over them; a folder that is not there adds nothing.</summary>
    public static BusinessCalendars Load(string? folder = null) => With(folder is null ? [] : Files(folder));

    /// <summary>The built-in calendars, and further files over them by name and text.</summary>
    public static BusinessCalendars With(IEnumerable<(string File, string Yaml)> files)
    {
        var faults = new List<SettingFault>();
        var drafts = new Dictionary<string, CalendarFile>(StringComparer.Ordinal);
        foreach (var (file, yaml) in BuiltIn().Concat(files))
        {
            if (CalendarFile.Read(file, yaml, faults) is { } read) drafts[read.Country] = drafts.TryGetValue(read.Country, out var before) ? before.With(read) : read;
        }

        return new(drafts.ToDictionary(draft => draft.Key, draft => draft.Value.Calendar, StringComparer.Ordinal), faults);
    }

    /// <summary>The calendar of a country; Monday to Friday where it is not known.</summary>
    public BusinessCalendar Of(string? country) => country is not null && _byCountry.TryGetValue(country.ToLowerInvariant(), out var calendar) ? calendar : _byCountry["xx"];

    private static IEnumerable<(string File, string Yaml)> BuiltIn()
    {
        var assembly = typeof(BusinessCalendars).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name[Prefix.Length..], reader.ReadToEnd());
        }
    }

    private static IEnumerable<(string File, string Yaml)> Files(string folder)
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var path in Directory.EnumerateFiles(folder, "??.yaml").Order(StringComparer.Ordinal))
        {
            if (new FileInfo(path).Length <= LargestFile) yield return (Path.GetFileName(path), File.ReadAllText(path));
        }
    }
}
