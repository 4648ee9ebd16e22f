using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Demarc.Lab.Servers;

/// <summary>
/// The lab's own authorities, made anew for each lab: a root that clients trust, an intermediate below it, and two roots
/// nobody trusts (an inspection box's, and one that is newer than the client's store). Nothing of it is ever installed
/// on the machine: tools get the root as a file.
/// </summary>
public sealed class TestPki : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3650);
    private static readonly TimeSpan Past = TimeSpan.FromDays(30);
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _made;
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _intermediate;
    private readonly X509Certificate2 _inspection;
    private readonly X509Certificate2 _inspectionBox;
    private readonly X509Certificate2 _newer;
    private readonly X509Certificate2 _newerIntermediate;
    private readonly List<X509Certificate2> _issued = [];

    public TestPki(TimeProvider clock)
    {
        _clock = clock;
        _made = clock.GetUtcNow();
        _root = Authority("CN=Demarc Lab Root, O=Demarc Lab", null);
        _intermediate = Authority("CN=Demarc Lab Issuing CA 1, O=Demarc Lab", _root);
        _inspection = Authority("CN=Desk Inspection Root, O=Example Security", null);
        _inspectionBox = Authority("CN=Desk Inspection CA 7f3a, O=Example Security", _inspection);
        _newer = Authority("CN=Demarc Lab Root R9, O=Demarc Lab", null);
        _newerIntermediate = Authority("CN=Demarc Lab Issuing CA R9-1, O=Demarc Lab", _newer);
    }

    /// <summary>The root clients are given, as PEM.</summary>
    public string RootPem => _root.ExportCertificatePem();

    /// <summary>The root of the inspection box, as PEM: for clients that were told to trust it.</summary>
    public string InspectionRootPem => _inspection.ExportCertificatePem();

    /// <summary>The root that only newer stores hold, as PEM: for a client whose store is up to date.</summary>
    public string NewerRootPem => _newer.ExportCertificatePem();

    /// <summary>Issues a certificate with what a server sends along.</summary>
    public ServerCertificate Issue(LeafPlan plan)
    {
        var now = _clock.GetUtcNow() + plan.ClockShift;
        var (from, until) = plan.Fault switch
        {
            LeafFault.Expired => (now - TimeSpan.FromDays(400), now - TimeSpan.FromDays(9)),
            LeafFault.NotYetValid => (now + TimeSpan.FromDays(12), now + TimeSpan.FromDays(100)),
            _ => (now - Past, now + TimeSpan.FromDays(60)),
        };
        var names = plan.Fault == LeafFault.WrongName ? ["default-host.example.net"] : plan.Names;
        var issuer = plan.Fault switch
        {
            LeafFault.SelfSigned => null,
            LeafFault.Intercepted => _inspectionBox,
            LeafFault.UnknownRoot => _newerIntermediate,
            _ => _intermediate,
        };
        var leaf = Leaf(names, from, until, issuer);
        _issued.Add(leaf);
        return new(leaf, plan.Fault == LeafFault.ChainIncomplete ? null : issuer);
    }

    public void Dispose()
    {
        foreach (var each in (X509Certificate2[])[_root, _intermediate, _inspection, _inspectionBox, _newer, _newerIntermediate, .. _issued]) each.Dispose();
    }

    private X509Certificate2 Authority(string subject, X509Certificate2? issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));

        // Authorities are valid whatever the lab makes of the clock, so that only the leaf's dates tell.
        if (issuer is null) return request.CreateSelfSigned(_made - Lifetime, _made + Lifetime);
        using var signed = request.Create(issuer, _made - Lifetime, _made + Lifetime, Serial());
        return signed.CopyWithPrivateKey(key);
    }

    private static X509Certificate2 Leaf(IReadOnlyList<string> names, DateTimeOffset from, DateTimeOffset until, X509Certificate2? issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address)) alternatives.AddIpAddress(address);
            else alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        if (issuer is null) return request.CreateSelfSigned(from, until);
        using var signed = request.Create(issuer, from, until, Serial());
        return signed.CopyWithPrivateKey(key);
    }

    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(12);
        serial[0] &= 0x7f;
        serial[0] |= 0x01;
        return serial;
    }
}

/// <summary>A leaf with its key, and the intermediate sent along with it, if any. Owned by its <see cref="TestPki"/>.</summary>
public sealed record ServerCertificate(X509Certificate2 Leaf, X509Certificate2? Intermediate)
{
    /// <summary>What a server reads: leaf first, then the intermediate.</summary>
    public string ChainPem => Leaf.ExportCertificatePem() + "\n" + (Intermediate is null ? "" : Intermediate.ExportCertificatePem() + "\n");

    public string KeyPem => Leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n";
}
