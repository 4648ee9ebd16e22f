namespace Demarc.Transcripts.Tests.Corpus;

/// <summary>
/// The whole reader over every sample, against truths a person wrote. The goals are .97 of the blocks found with right
/// kind and lines and .95 of the fields right; the limits here only ever rise.
/// </summary>
public sealed class CorpusTests
{
    private const double BlocksAtLeast = 0.97;
    private const double FieldsAtLeast = 0.95;
    private const int UnforeseenAtMost = 0;

    [Fact]
    public void Reads_the_samples_as_a_person_does()
    {
        var score = CorpusScore.Take();
        var output = TestContext.Current.TestOutputHelper;
        output?.WriteLine(score.Summary);
        foreach (var miss in score.Misses) output?.WriteLine(miss);
        var all = string.Join('\n', score.Misses);
        score.BlockShare.ShouldBeGreaterThanOrEqualTo(BlocksAtLeast, $"{score.Summary}\n{all}");
        score.FieldShare.ShouldBeGreaterThanOrEqualTo(FieldsAtLeast, $"{score.Summary}\n{all}");
        score.Unforeseen.ShouldBeLessThanOrEqualTo(UnforeseenAtMost, $"{score.Summary}\n{all}");
    }
}
