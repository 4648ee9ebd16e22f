using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Demarc.Probing.Services;

/// <summary>What is wrong with a presented chain.</summary>
/// <param name="Verify"><c>ok</c>, or the first reason: <c>self-signed chain unknown-issuer expired not-yet name</c>.</param>
/// <param name="Reasons">Every reason with its words, first the one named.</param>
public sealed record CertificateVerdict(string Verify, IReadOnlyList<(string Id, string Words)> Reasons);

/// <summary>
/// Judges a chain as presented, each reason for itself: trust without regard to dates, dates against the local clock, the name.
/// Nothing is fetched, so a missing intermediate is missing here even where browsers find it by themselves.
/// </summary>
public static class CertificateJudge
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string AuthorityAccess = "1.3.6.1.5.5.7.1.1";

    private const X509ChainStatusFlags Untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.NotSignatureValid | X509ChainStatusFlags.ExplicitDistrust
        | X509ChainStatusFlags.InvalidBasicConstraints | X509ChainStatusFlags.Cyclic | X509ChainStatusFlags.NotValidForUsage | X509ChainStatusFlags.InvalidNameConstraints | X509ChainStatusFlags.HasExcludedNameConstraint
        | X509ChainStatusFlags.HasNotPermittedNameConstraint;

    /// <summary>Judges a chain, leaf first.</summary>
    public static CertificateVerdict Judge(IReadOnlyList<X509Certificate2> chain, string host, DateTimeOffset now, TrustRoots roots)
    {
        if (chain.Count == 0) return new("no-certificate", [("no-certificate", "the server presented none")]);
        List<(string, string)> reasons = [];
        var flags = TrustFlags(chain, roots);
        if (flags != X509ChainStatusFlags.NoError) reasons.Add(WhyUntrusted(chain, flags));
        for (var i = 0; i < chain.Count; i++)
        {
            var (from, to) = (chain[i].NotBefore.ToUniversalTime(), chain[i].NotAfter.ToUniversalTime());
            if (now.UtcDateTime > to) reasons.Add(("expired", Dated(i, "ended", to, now)));
            else if (now.UtcDateTime < from) reasons.Add(("not-yet", Dated(i, "begins", from, now)));
        }

        if (!Matches(chain[0], host)) reasons.Add(("name", $"{host} is none of: {Names(chain[0])}"));
        return new(reasons.Count == 0 ? "ok" : reasons[0].Item1, reasons);
    }

    /// <summary>Names the certificate stands for, a few of them.</summary>
    public static string Names(X509Certificate2 leaf)
    {
        List<string> names = [];
        foreach (var extension in leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>())
        {
            try
            {
                names.AddRange(extension.EnumerateDnsNames());
                names.AddRange(extension.EnumerateIPAddresses().Select(a => a.ToString()));
            }
            catch (CryptographicException)
            {
                names.Add("unreadable");
            }
        }

        return names.Count == 0 ? "(none)" : Printable.Of(string.Join(' ', names.Take(6)), 200) + (names.Count > 6 ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - 6} more") : "");
    }

    private static X509ChainStatusFlags TrustFlags(IReadOnlyList<X509Certificate2> chain, TrustRoots roots)
    {
        var bySystem = Build(chain, null);
        if (bySystem == X509ChainStatusFlags.NoError || roots.Extra.Count == 0) return bySystem;
        return Build(chain, roots.Extra) == X509ChainStatusFlags.NoError ? X509ChainStatusFlags.NoError : bySystem;
    }

    private static X509ChainStatusFlags Build(IReadOnlyList<X509Certificate2> certificates, X509Certificate2Collection? roots)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy = Policy(certificates[0]);
        foreach (var certificate in certificates.Skip(1)) chain.ChainPolicy.ExtraStore.Add(certificate);
        if (roots is not null)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        }

        try
        {
            chain.Build(certificates[0]);
            return chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (sum, status) => sum | status.Status) & Untrusted;
        }
        catch (CryptographicException)
        {
            return X509ChainStatusFlags.NotSignatureValid;
        }
        finally
        {
            foreach (var element in chain.ChainElements) element.Certificate.Dispose();
        }
    }

    /// <summary>Offline, without revocation, at a time the leaf is valid: dates are judged apart.</summary>
    private static X509ChainPolicy Policy(X509Certificate2 leaf)
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = leaf.NotBefore + ((leaf.NotAfter - leaf.NotBefore) / 2),
            VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid,
        };
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        return policy;
    }

    /// <summary>
    /// A leaf whose issuer was not presented though it says where to fetch it belongs to an authority of several ranks: the server
    /// forgot to send one. A private authority's leaf does not say so, and neither does that of a box that re-signs.
    /// </summary>
    private static (string Id, string Words) WhyUntrusted(IReadOnlyList<X509Certificate2> chain, X509ChainStatusFlags flags)
    {
        if (SelfIssued(chain[0])) return ("self-signed", "the certificate is its own issuer and not trusted here");
        var (top, linked) = (chain[0], 1);
        while (linked <= chain.Count && !SelfIssued(top) && chain.FirstOrDefault(c => c.SubjectName.RawData.AsSpan().SequenceEqual(top.IssuerName.RawData)) is { } issuer) (top, linked) = (issuer, linked + 1);
        var missing = $"issuer \"{Printable.Of(top.Issuer, 120)}\"";
        if ((flags & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) == X509ChainStatusFlags.NoError) return ("unknown-issuer", $"the chain does not hold: {flags}");
        if (SelfIssued(top)) return ("unknown-issuer", missing + " was presented and is not trusted here");
        if (top == chain[0] && (chain.Count > 1 || SaysWhereToFetch(top))) return ("chain", missing + " was not presented and is no authority known here; the certificate names a place to fetch it or others were sent in its place");
        return ("unknown-issuer", missing + " is not known here and was not presented");
    }

    private static bool SaysWhereToFetch(X509Certificate2 certificate) =>
        certificate.Extensions.FirstOrDefault(e => e.Oid?.Value == AuthorityAccess) is { } extension && Fetchable(extension);

    private static bool Fetchable(X509Extension extension)
    {
        try
        {
            return new X509AuthorityInformationAccessExtension(extension.RawData).EnumerateCAIssuersUris().Any();
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool SelfIssued(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private static bool Matches(X509Certificate2 leaf, string host)
    {
        try
        {
            return leaf.MatchesHostname(host, allowWildcards: true, allowCommonName: false);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    private static string Dated(int index, string verb, DateTime date, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"certificate {index + 1} {verb} {date:yyyy-MM-dd'T'HH:mm:ss'Z'}, the local clock says {now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}; a wrong clock would look the same");
}
