using System.Text.Json.Serialization;

namespace Demarc.Model;

/// <summary>How an observation came to be known; measured counts most.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Basis>))]
public enum Basis
{
    /// <summary>Read from a tool's output or a live probe.</summary>
    [JsonStringEnumMemberName("measured")] Measured,

    /// <summary>Stated by a person in a facts file.</summary>
    [JsonStringEnumMemberName("stated")] Stated,

    /// <summary>Read from prose by rule; a person has not confirmed it.</summary>
    [JsonStringEnumMemberName("proposed")] Proposed,
}

/// <summary>
/// One fact with vantage, time and evidence; no judgement. The derived types are the kinds of kinds.tsv;
/// every field is null when not stated, and an empty list when stated empty.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PathTrace), Kinds.PathTrace)]
[JsonDerivedType(typeof(Ping), Kinds.Ping)]
[JsonDerivedType(typeof(Connect), Kinds.Connect)]
[JsonDerivedType(typeof(Dns), Kinds.Dns)]
[JsonDerivedType(typeof(Tls), Kinds.Tls)]
[JsonDerivedType(typeof(Http), Kinds.Http)]
[JsonDerivedType(typeof(Download), Kinds.Download)]
[JsonDerivedType(typeof(Upload), Kinds.Upload)]
[JsonDerivedType(typeof(TcpConnection), Kinds.TcpConnection)]
[JsonDerivedType(typeof(Sockets), Kinds.Sockets)]
[JsonDerivedType(typeof(Listen), Kinds.Listen)]
[JsonDerivedType(typeof(Setting), Kinds.Setting)]
[JsonDerivedType(typeof(Counter), Kinds.Counter)]
[JsonDerivedType(typeof(FirewallRule), Kinds.FirewallRule)]
[JsonDerivedType(typeof(Interface), Kinds.Interface)]
[JsonDerivedType(typeof(Route), Kinds.Route)]
[JsonDerivedType(typeof(Neighbour), Kinds.Neighbour)]
[JsonDerivedType(typeof(NameServer), Kinds.NameServer)]
[JsonDerivedType(typeof(Proxy), Kinds.Proxy)]
[JsonDerivedType(typeof(HostLoad), Kinds.HostLoad)]
[JsonDerivedType(typeof(AccessLog), Kinds.AccessLog)]
[JsonDerivedType(typeof(Clock), Kinds.Clock)]
[JsonDerivedType(typeof(Software), Kinds.Software)]
[JsonDerivedType(typeof(ErrorText), Kinds.ErrorText)]
[JsonDerivedType(typeof(Report), Kinds.Report)]
[JsonDerivedType(typeof(Change), Kinds.Change)]
[JsonDerivedType(typeof(Claim), Kinds.Claim)]
[JsonDerivedType(typeof(Trial), Kinds.Trial)]
public abstract record Observation
{
    /// <summary><c>o1</c>, <c>o2</c> … in source order; empty until the document is assembled.</summary>
    [JsonPropertyOrder(-7)]
    public string Id { get; init; } = "";

    /// <summary>The tool whose output it was read from; null for statements.</summary>
    [JsonPropertyOrder(-6)]
    public string? Tool { get; init; }

    /// <summary>The place it was measured at; null when nothing names it.</summary>
    [JsonPropertyOrder(-5)]
    public string? Vantage { get; init; }

    /// <summary>Host, URL or service it is about, as written.</summary>
    [JsonPropertyOrder(-4)]
    public string? Target { get; init; }

    /// <summary>When it was measured or said.</summary>
    [JsonPropertyOrder(-3)]
    public Moment? Time { get; init; }

    /// <summary>How it is known.</summary>
    [JsonPropertyOrder(-2)]
    public Basis Basis { get; init; }

    /// <summary>Where it can be read again.</summary>
    [JsonPropertyOrder(-1)]
    public required Evidence Evidence { get; init; }

    /// <summary>The kind's id in kinds.tsv.</summary>
    [JsonIgnore]
    public string Kind => KindId;

    /// <summary>The kind's id, given by each derived type.</summary>
    protected abstract string KindId { get; }
}
