using System.Security.Cryptography;
using System.Text;
using Thalweg.Formats.Files;
using Thalweg.Landscapes.Slices;
using Thalweg.Networks;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Training;
using Thalweg.Pde.Terms;
using Thalweg.Results.Store;

namespace Thalweg.Studies.Running;

/// <summary>Which program computes: what one build fails at, it fails at again.</summary>
public static class ProgramIdentity
{
    /// <summary>SHA-256 of the identities that the compiler gave to the libraries that computations consist of, in lower-case hex: of the same
    /// sources the same, of others another one.</summary>
    public static string Sha256 { get; } = Make();

    private static string Make()
    {
        var libraries = new[]
        {
            typeof(DurableFile),
            typeof(ResultStore),
            typeof(WorkerTeam),
            typeof(Network),
            typeof(TermPlan),
            typeof(Trainer),
            typeof(Slice),
            typeof(ProgramIdentity),
        };
        var identities = libraries.Select(type => type.Module.ModuleVersionId.ToString("N"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', identities))));
    }
}
