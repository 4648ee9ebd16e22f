using System.Text.Json;

namespace Demarc.Transcripts;

/// <summary>Finds the parts of a document by their bytes, so that each can be read by itself and told by its line.</summary>
internal static class DocumentParts
{
    private const int MostElements = 100_000;
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 64 };

    /// <summary>The document itself, or each document of an array. What follows a break in the text is lost, what stands before is given.</summary>
    public static List<Range> Roots(ReadOnlyMemory<byte> json, DocumentProblems problems)
    {
        var reader = new Utf8JsonReader(json.Span, Options);
        var roots = new List<Range>();
        var start = 0;
        try
        {
            reader.Read();
            start = (int)reader.TokenStartIndex;
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    roots.Add(start..(int)reader.BytesConsumed);
                }
            }
            else
            {
                reader.Skip();
                roots.Add(start..(int)reader.BytesConsumed);
            }

            while (reader.Read())
            {
            }
        }
        catch (JsonException fault)
        {
            problems.AddBroken(fault);
            if (roots.Count == 0 || roots[^1].Start.Value != start) roots.Add(start..json.Length);
        }

        return roots;
    }

    /// <summary>The value of <c>"schema"</c> at the top of a document; null when there is none.</summary>
    public static string? SchemaOf(ReadOnlyMemory<byte> json, Range document)
    {
        var reader = new Utf8JsonReader(json.Span[document], isFinalBlock: false, new JsonReaderState(Options));
        try
        {
            return Seek(ref reader, "schema"u8) && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }
        catch (Exception fault) when (EvidenceDocument.IsFault(fault))
        {
            return null;
        }
    }

    /// <summary>The elements of a list at the top of a document, up to where the text breaks.</summary>
    public static List<Range> ElementsOf(ReadOnlyMemory<byte> json, Range document, ReadOnlySpan<byte> name, DocumentProblems problems)
    {
        var elements = new List<Range>();
        var at = document.Start.Value;
        var reader = new Utf8JsonReader(json.Span[document], isFinalBlock: false, new JsonReaderState(Options));
        try
        {
            if (!Seek(ref reader, name) || reader.TokenType != JsonTokenType.StartArray) return elements;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                if (elements.Count == MostElements)
                {
                    problems.Add((at + start)..(at + start), $"more than {MostElements} observations, the rest was left out", $"观测超过 {MostElements} 条，其余已略去");
                    return elements;
                }

                if (!reader.TrySkip()) return elements;
                elements.Add((at + start)..(at + (int)reader.BytesConsumed));
            }
        }
        catch (JsonException)
        {
            // The break itself was told when the roots were looked for.
        }

        return elements;
    }

    /// <summary>One value at the top of a document; null when it is absent or cut off.</summary>
    public static Range? ValueOf(ReadOnlyMemory<byte> json, Range document, ReadOnlySpan<byte> name)
    {
        var at = document.Start.Value;
        var reader = new Utf8JsonReader(json.Span[document], isFinalBlock: false, new JsonReaderState(Options));
        try
        {
            if (!Seek(ref reader, name)) return null;
            var start = (int)reader.TokenStartIndex;
            return reader.TrySkip() ? (at + start)..(at + (int)reader.BytesConsumed) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether a list or a map of names holds null; only single round trip times may be null, for a probe without an answer.</summary>
    public static bool HasHoles(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        var mustHold = new Stack<bool>();
        bool times = false, names = false;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    (times, names) = (reader.ValueTextEquals("rttMs"u8), reader.ValueTextEquals("factors"u8));
                    break;
                case JsonTokenType.StartArray:
                    mustHold.Push(!times);
                    break;
                case JsonTokenType.StartObject:
                    mustHold.Push(names);
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    mustHold.Pop();
                    break;
                case JsonTokenType.Null when mustHold.TryPeek(out var hole) && hole:
                    return true;
            }
        }

        return false;
    }

    // Moves to the first token of the value under that name at the top level.
    private static bool Seek(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            if (!reader.Read()) return false;
            if (found) return true;
            if (!reader.TrySkip()) return false;
        }

        return false;
    }
}
