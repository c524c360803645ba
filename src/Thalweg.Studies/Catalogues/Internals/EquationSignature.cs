using Thalweg.Formats.Arrays;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Texts;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>A problem that a study states itself: <c>equation(domain=…, residual=…, conditions=…)</c>, as a rule as a group of keys.</summary>
internal static class EquationSignature
{
    private const string Data = "data";

    public static Signature Signature { get; } =
        new(
            "equation",
            "your own equation, as text: domain, residual, conditions, and where they are known energy and solution",
            [
                new TextOption(
                    "domain",
                    null,
                    $"where it holds: {string.Join(", ", DomainText.Known)}, with 'x time(T)' behind it for a time",
                    "a domain such as interval(0, 1) or polygon((0,0), (1,0), (0,1)) x time(1)"
                ),
                new TextsOption(
                    "unknown",
                    "u",
                    "names of the unknowns, u[2] for one with two components",
                    "a name such as u, or several"
                ),
                new TextsOption(
                    "residual",
                    null,
                    "what vanishes for the solution, or an equation a = b",
                    "an expression such as -laplacian(u) - 1, or several"
                )
                {
                    IsOptional = true,
                },
                new TextsOption(
                    "rayleigh",
                    null,
                    "of an eigenproblem the densities of the quotient that eigenfunctions make stationary",
                    "numerator=density and denominator=density"
                )
                {
                    IsOptional = true,
                    IsPairs = true,
                },
                new TextsOption(
                    "lower",
                    null,
                    "eigenfunctions that the unknown is kept away from",
                    "an expression of the coordinates, or several"
                )
                {
                    IsOptional = true,
                },
                new TextsOption(
                    "conditions",
                    "none",
                    "on the boundary, at the beginning, on integrals and at interfaces",
                    "a condition such as 'u = 0 on boundary', 'u = sin(pi*x) at t=0', 'mean(u) = 0 on domain' or 'periodic x', several, or none"
                ),
                new TextOption(
                    "energy",
                    null,
                    "density whose integral the solution minimises",
                    "an expression such as 0.5*dot(grad(u), grad(u)) - u"
                )
                {
                    IsOptional = true,
                },
                new TextsOption(
                    "boundary-energy",
                    null,
                    "further parts of the energy, integrals over parts of the boundary",
                    "an expression and a place such as '-u on arc 2', or several"
                )
                {
                    IsOptional = true,
                },
                new TextsOption(
                    "coefficients",
                    null,
                    "what is to be found beside the unknowns: numbers and what they start from, functions of coordinates",
                    "a coefficient such as 'k = 1' or 'a(x, y)', or several"
                )
                {
                    IsOptional = true,
                },
                new TextOption(
                    Data,
                    null,
                    "file with measured values of the unknowns",
                    "a path of an .npz file (points, u, u_sigma) or of a .csv file"
                )
                {
                    IsOptional = true,
                },
                new TextsOption(
                    "reference",
                    "none",
                    "the exact solution, one expression for each component",
                    "an expression of the coordinates, several, or none"
                ),
                new TextsOption("constants", null, "numbers with names", "name=number, or several")
                {
                    IsOptional = true,
                    IsPairs = true,
                },
                new TextsOption("define", null, "abbreviations", "name=expression, or several")
                {
                    IsOptional = true,
                    IsPairs = true,
                },
            ]
        )
        {
            AlsoKnownAs = ["pde", "custom"],
        };

    /// <exception cref="InputException">A text says nothing, or contradicts another.</exception>
    public static Problem Create(ResolvedCall call)
    {
        var text = new ProblemText(
            call.Word("domain"),
            call.Words("unknown"),
            Given(call, "residual"),
            Unless(call.Words("conditions"), "none")
        )
        {
            Energy = call.Has("energy") ? call.Word("energy") : null,
            BoundaryEnergies = Given(call, "boundary-energy"),
            Rayleigh = Given(call, "rayleigh"),
            Lower = Given(call, "lower"),
            Reference = Unless(call.Words("reference"), "none"),
            Data = call.Has(Data) ? Measured(call) : [],
            Coefficients = Given(call, "coefficients"),
            Constants = Given(call, "constants"),
            Definitions = Given(call, "define"),
        };
        try
        {
            return text.Build(call.Canonical);
        }
        catch (ProblemTextException fault)
        {
            throw new InputException(
                $"{fault.Key}: {fault.Message}",
                call.LocationOf(fault.Key, fault.Item).Advance(fault.Column - 1),
                fault
            );
        }
    }

    /// <summary>The file of measured values, from the folder of the file that names it; null where there is none.</summary>
    public static string? DataOf(ResolvedCall call) =>
        call.Signature != Signature || !call.Has(Data) ? null
        : call.LocationOf(Data) is { Line: > 0 } place && Path.GetDirectoryName(place.Source) is { Length: > 0 } folder
            ? Path.Combine(folder, call.Word(Data))
        : call.Word(Data);

    /// <summary>The same with the file at another path.</summary>
    public static ResolvedCall At(string path, ResolvedCall call) =>
        DataSets.Altered(call, [new CallArgument(Data, Path.GetFullPath(path), call.LocationOf(Data))]);

    /// <summary>What keys know of the problem: of measured values their content, not their path.</summary>
    public static string IdentityOf(ResolvedCall call) =>
        DataOf(call) is { } path
            ? call.Canonical.Replace(
                $"{Data}={call.TextOf(Data)}",
                $"{Data}=sha256:{MeasurementFile.Fingerprint(path)}",
                StringComparison.Ordinal
            )
            : call.Canonical;

    private static IReadOnlyList<KeyValuePair<string, Measurements>> Measured(ResolvedCall call)
    {
        try
        {
            return MeasurementFile.Read(DataOf(call)!);
        }
        catch (ArrayFormatException fault)
        {
            throw new InputException(fault.Message, call.LocationOf(Data), fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"{fault.Message.TrimEnd('.')}; give the path of a file with measured values",
                call.LocationOf(Data),
                fault
            );
        }
    }

    private static IReadOnlyList<string> Given(ResolvedCall call, string option) =>
        call.Has(option) ? call.Words(option) : [];

    private static IReadOnlyList<string> Unless(IReadOnlyList<string> texts, string word) =>
        texts is [var only] && only == word ? [] : texts;
}
