namespace Demarc.Acceptance.Tests.Seeds;

/// <summary>Whatever a document cites must be there, and must say something.</summary>
internal static class Citations
{
    public static void Check(Diagnosed d)
    {
        var known = d.Root.GetProperty("evidence").EnumerateArray().Where(e => !string.IsNullOrWhiteSpace(e.GetProperty("text").GetString())).Select(e => e.GetProperty("id").GetString()).ToHashSet();
        foreach (var hypothesis in d.Root.GetProperty("hypotheses").EnumerateArray())
        {
            foreach (var list in new[] { "for", "against", "unexplained" })
            {
                foreach (var weight in hypothesis.GetProperty(list).EnumerateArray()) Known(weight);
            }
        }

        foreach (var list in new[] { "harmless", "claims", "proposed" })
        {
            foreach (var entry in d.Root.GetProperty(list).EnumerateArray()) Known(entry);
        }

        void Known(System.Text.Json.JsonElement cited)
        {
            var ids = cited.GetProperty("evidence").EnumerateArray().Select(e => e.GetString()).ToArray();
            ids.ShouldNotBeEmpty(cited.ToString());
            ids.ShouldAllBe(id => known.Contains(id), cited.ToString());
        }
    }
}
