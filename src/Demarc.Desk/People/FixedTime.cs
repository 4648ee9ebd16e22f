using System.Security.Cryptography;
using System.Text;

namespace Demarc.Desk.People;

/// <summary>Compares secrets without telling by the time it takes how much of them agreed.</summary>
internal static class FixedTime
{
    public static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));
}
