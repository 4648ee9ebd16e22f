using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Demarc.Probing.Tests.Services;

/// <summary>A private authority with one intermediate, for certificates good and bad. Names of RFC 2606 only.</summary>
internal sealed class Authority : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _middleKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Authority(string name = "Example")
    {
        var root = Request($"CN={name} Root CA", _rootKey, authority: true);
        Root = root.CreateSelfSigned(Now.AddYears(-8), Now.AddYears(10));
        var middle = Request($"CN={name} Issuing CA", _middleKey, authority: true);
        Intermediate = middle.Create(Root.SubjectName, X509SignatureGenerator.CreateForECDsa(_rootKey), Now.AddYears(-7), Now.AddYears(9), Serial());
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Intermediate { get; }

    /// <summary>A server certificate by the intermediate.</summary>
    /// <param name="says">Name a place to fetch the issuer, as public authorities do.</param>
    public X509Certificate2 Leaf(string name = "www.example.com", double fromDays = -10, double toDays = 80, bool says = true)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request($"CN={name}", key, authority: false);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        if (says) request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([], ["http://ca.example.net/issuing.crt"]));
        using var bare = request.Create(Intermediate.SubjectName, X509SignatureGenerator.CreateForECDsa(_middleKey), Now.AddDays(fromDays), Now.AddDays(toDays), Serial());
        return WithKey(bare, key);
    }

    /// <summary>A certificate that is its own issuer.</summary>
    public static X509Certificate2 SelfSigned(string name = "www.example.com")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request($"CN={name}", key, authority: false);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(30));
    }

    public void Dispose()
    {
        Root.Dispose();
        Intermediate.Dispose();
        _rootKey.Dispose();
        _middleKey.Dispose();
    }

    private static X509Certificate2 WithKey(X509Certificate2 bare, ECDsa key)
    {
        // Windows only serves keys that are stored; through PKCS#12 it works everywhere.
        using var joined = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(joined.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    private static CertificateRequest Request(string subject, ECDsa key, bool authority)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(authority ? X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign : X509KeyUsageFlags.DigitalSignature, true));
        if (!authority) request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        return request;
    }

    private static byte[] Serial() => [1, .. RandomNumberGenerator.GetBytes(15)];
}
