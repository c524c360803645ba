using System.Diagnostics;
using System.Globalization;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Pde.Problems;
using Thalweg.Studies.Catalogues;

namespace Thalweg.Benchmarks.Sections;

/// <summary>The certified errors of the references of all problems, with what they rest on measured again.</summary>
internal sealed class ReferenceSection : ISection
{
    private static readonly string[] Variants = ["allen-cahn(start=smooth)"];

    public string Name => "references";

    public string Title => "Certified errors of references";

    public bool IsOnDemand => true;

    public string Timing => "each measured once; nothing of it depends on time";

    public IEnumerable<string> Measure(Session session)
    {
        var table = new Table("problem", "certified error", "seen", "∫u*", "least energy", "seconds");
        foreach (
            var text in Problems
                .Catalogue.Signatures.Where(s => s.Options.All(o => !o.IsRequired))
                .Select(s => s.Name)
                .Concat(Variants)
        )
        {
            var clock = Stopwatch.StartNew();
            var reference = Problems.ReferenceOf(Problems.Catalogue.Resolve(text, default));
            if (reference?.Certificate is not { } certificate)
            {
                table.Add(text, "none", "", "", "", "");
                continue;
            }
            var seen = certificate.Measure!();
            session.Add(
                new Target(
                    $"error of the reference of {text}",
                    $"≤ {certificate.Bound}",
                    seen.ToString("0.0e+0", CultureInfo.InvariantCulture),
                    seen <= certificate.Error
                )
            );
            table.Add(
                reference.Problem.Name,
                certificate.Bound,
                seen.ToString("0.0e+0", CultureInfo.InvariantCulture),
                string.Join("; ", reference.Integrals().Select(Text)),
                reference.Energy() is { } energy ? Text(energy) : "–",
                clock.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)
            );
        }
        yield return table.ToString();
    }

    private static string Text(Functional functional) =>
        string.Create(CultureInfo.InvariantCulture, $"{functional.Value:g12} ± {functional.Error:0.0e+0}");
}
