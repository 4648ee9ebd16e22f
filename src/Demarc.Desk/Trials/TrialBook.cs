using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Demarc.Desk.Cases;
using Demarc.Desk.Store;
using Demarc.Model;

namespace Demarc.Desk.Trials;

/// <summary>One line of a case's table of trials: with which settings it was tried, and whether the symptom came.</summary>
/// <param name="Id">Its name in the store.</param>
/// <param name="Position">Its number in the table, from 1; numbers are not used again.</param>
/// <param name="Factors">Factor to level, as people name them: <c>dlp</c> to <c>signed-in</c>.</param>
/// <param name="Symptom">The symptom came.</param>
/// <param name="Repeats">Runs alike.</param>
/// <param name="By">Who tried.</param>
/// <param name="At">When it was written down.</param>
public sealed record TrialLine(string Id, int Position, IReadOnlyDictionary<string, string> Factors, bool Symptom, int Repeats, string? By, DateTimeOffset At)
{
    /// <summary>The line as people read it: <c>dlp=signed-in, proxy=on</c>.</summary>
    public string Text => string.Join(", ", Factors.Select(it => $"{it.Key}={it.Value}"));
}

/// <summary>The tables of trials of cases. What they say moves the verdict as evidence does.</summary>
public sealed class TrialBook(DeskStore store)
{
    /// <summary>What a citation of a trial names as its source.</summary>
    public const string Source = "trials";

    private const int MostFactors = 12;
    private const int LongestWord = 60;
    private const int MostTrials = 500;
    private const string Columns = "id, position, factors, symptom, repeats, by_whom, at";

    /// <summary>The trials of a case in the order they were written down.</summary>
    public IReadOnlyList<TrialLine> Of(string caseId) => store.Read(reading => Of(reading, caseId));

    /// <summary>Writes a trial down.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="factors">As <c>factor=level</c>, separated by commas or lines.</param>
    /// <param name="symptom">The symptom came.</param>
    /// <param name="repeats">Runs alike.</param>
    public TrialLine Add(Actor actor, string caseId, string factors, bool symptom, int repeats)
    {
        var read = Read(factors);
        if (repeats is < 1 or > 1000) throw new DeskFault(DeskFaultKind.BadInput, new("repeats are 1 to 1000", "次数为 1 至 1000"));
        return store.Write(actor, writing =>
        {
            CaseBook.MustBeWritable(writing, caseId);
            var position = (int)writing.Number("SELECT COALESCE(MAX(position), 0) + 1 FROM trial WHERE case_id = @1", caseId);
            if (position > MostTrials) throw new DeskFault(DeskFaultKind.Conflict, new($"a case holds at most {MostTrials} trials", $"一个案例最多 {MostTrials} 条试验"));
            var line = new TrialLine(store.NewId(), position, read, symptom, repeats, actor.Name, writing.Now);
            writing.Add("trial", ("id", line.Id), ("case_id", caseId), ("position", position), ("factors", JsonSerializer.Serialize(new Dictionary<string, string>(read), TrialJson.Default.DictionaryStringString)), ("symptom", symptom ? 1 : 0), ("repeats", repeats), ("by_whom", actor.Name), ("at", writing.Now));
            CaseBook.Touch(writing, caseId);
            writing.Audit("trial", caseId, position.ToString(CultureInfo.InvariantCulture));
            return line;
        });
    }

    /// <summary>Strikes a trial out: it was written down wrongly.</summary>
    public void Remove(Actor actor, string caseId, string id) => store.Write(actor, writing =>
    {
        CaseBook.MustBeWritable(writing, caseId);
        if (writing.Do("UPDATE trial SET removed = @3 WHERE case_id = @1 AND id = @2 AND removed IS NULL", caseId, id, writing.Now) == 0) throw new DeskFault(DeskFaultKind.NotFound, new("there is no such trial", "没有这条试验"));
        CaseBook.Touch(writing, caseId);
        writing.Audit("trial-removed", caseId, id);
    });

    /// <summary>The trials as the verdict engine takes them.</summary>
    internal static IReadOnlyList<Observation> Stated(DeskReading reading, string caseId) => [.. Of(reading, caseId).Select(it => new Trial
    {
        Basis = Basis.Stated,
        By = it.By,
        Factors = it.Factors,
        Symptom = it.Symptom,
        Repeats = it.Repeats,
        Evidence = new() { Source = Source, Kind = Kinds.Trial, Lines = [it.Position, it.Position], Sha256 = "", Text = $"{it.Text}: {(it.Symptom ? "symptom" : "no symptom")} ×{it.Repeats.ToString(CultureInfo.InvariantCulture)}" },
    })];

    private static List<TrialLine> Of(DeskReading reading, string caseId) => reading.All($"SELECT {Columns} FROM trial WHERE case_id = @1 AND removed IS NULL ORDER BY position", row => new TrialLine(
        row.GetString(0), row.GetInt32(1), JsonSerializer.Deserialize(row.GetString(2), TrialJson.Default.DictionaryStringString)!, row.GetInt64(3) != 0, row.GetInt32(4), row.TextOf(5), row.TimeOf(6)), caseId);

    private static SortedDictionary<string, string> Read(string factors)
    {
        var read = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in factors.Split([',', '，', ';', '；', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOfAny(['=', '＝']);
            var (factor, level) = equals > 0 ? (part[..equals].Trim(), part[(equals + 1)..].Trim()) : ("", "");
            if (factor.Length is 0 or > LongestWord || level.Length is 0 or > LongestWord || !read.TryAdd(factor, level) || read.Count > MostFactors)
                throw new DeskFault(DeskFaultKind.BadInput, new($"'{Shown(part)}': a trial is factor=level, factor=level, up to {MostFactors} different ones, such as dlp=signed-in, proxy=on", $"“{Shown(part)}”：试验写作 因素=取值，因素=取值（至多 {MostFactors} 个不同因素），例如 dlp=signed-in, proxy=on"));
        }

        return read.Count > 0 ? read : throw new DeskFault(DeskFaultKind.BadInput, new("a trial needs a factor and its level, such as proxy=on", "试验需要因素与取值，例如 proxy=on"));
    }

    private static string Shown(string part) => part.Length > LongestWord ? part[..LongestWord] + "…" : part;
}

/// <summary>How factors are kept.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TrialJson : JsonSerializerContext;
