using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Demarc.Desk.Store;

namespace Demarc.Desk.Telling;

/// <summary>The documents of the desk as JSON, without reflection: what <c>demarc case --json</c> prints and the API answers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(ToldTime)])]
[JsonSerializable(typeof(ToldCase))]
[JsonSerializable(typeof(ToldCover))]
[JsonSerializable(typeof(ToldCases))]
[JsonSerializable(typeof(IReadOnlyList<ToldCaseLine>))]
[JsonSerializable(typeof(ToldFound))]
[JsonSerializable(typeof(IReadOnlyList<ToldFoundCase>))]
[JsonSerializable(typeof(ToldEvidence))]
[JsonSerializable(typeof(ToldPieces))]
[JsonSerializable(typeof(ToldRequest))]
[JsonSerializable(typeof(ToldRequests))]
[JsonSerializable(typeof(ToldIntake))]
[JsonSerializable(typeof(ToldQuarantine))]
[JsonSerializable(typeof(ToldCause))]
[JsonSerializable(typeof(ToldCatalogue))]
[JsonSerializable(typeof(ToldProblem))]
[JsonSerializable(typeof(ToldCaller))]
[JsonSerializable(typeof(ToldField))]
[JsonSerializable(typeof(OpenInput))]
[JsonSerializable(typeof(LogInput))]
[JsonSerializable(typeof(ClaimInput))]
[JsonSerializable(typeof(SetInput))]
[JsonSerializable(typeof(ScopeInput))]
[JsonSerializable(typeof(CloseInput))]
[JsonSerializable(typeof(ReopenInput))]
[JsonSerializable(typeof(RequestInput))]
[JsonSerializable(typeof(AcceptInput))]
[JsonSerializable(typeof(ToldRetention))]
[JsonSerializable(typeof(ToldKept))]
[JsonSerializable(typeof(ToldErased))]
[JsonSerializable(typeof(ToldErasedCases))]
[JsonSerializable(typeof(ToldField))]
[JsonSerializable(typeof(ClassInput))]
[JsonSerializable(typeof(DaysInput))]
[JsonSerializable(typeof(WhyInput))]
[JsonSerializable(typeof(PriorsInput))]
[JsonSerializable(typeof(ToldTrials))]
[JsonSerializable(typeof(ToldReminders))]
[JsonSerializable(typeof(TrialInput))]
[JsonSerializable(typeof(RemindInput))]
[JsonSerializable(typeof(ToldDraft))]
[JsonSerializable(typeof(ToldLetters))]
[JsonSerializable(typeof(ToldLetter))]
[JsonSerializable(typeof(ToldParties))]
[JsonSerializable(typeof(ToldLinks))]
[JsonSerializable(typeof(ToldMadeLink))]
[JsonSerializable(typeof(DraftInput))]
[JsonSerializable(typeof(LetterInput))]
[JsonSerializable(typeof(LinkInput))]
[JsonSerializable(typeof(PartyInput))]
public sealed partial class TellingJson : JsonSerializerContext
{
    private static TellingJson? _readable;

    /// <summary>The context the programs use: Han text is written as it is, not as escapes.</summary>
    public static TellingJson Readable => _readable ??= new(new JsonSerializerOptions(Default.GeneratedSerializerOptions!)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    });
}

/// <summary>Times of the desk: UTC with milliseconds and <c>Z</c>, as the store keeps them.</summary>
public sealed class ToldTime : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Times.Text(value));
}
