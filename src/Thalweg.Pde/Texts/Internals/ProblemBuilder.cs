using System.Globalization;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts;

/// <summary>Makes a problem of its texts.</summary>
internal sealed class ProblemBuilder(ProblemText text, string name)
{
    private const int MostComponents = 64;

    private readonly EquationLanguage numbers = new(0, false, []);

    public Problem Build()
    {
        Each(ProblemText.ConstantsKey, text.Constants, constant => Assign(constant, numbers.DefineConstant));
        var domain = One(ProblemText.DomainKey, text.Domain, written => DomainText.Parse(written, numbers));
        var space = domain.Dimension - (domain.TimeAxis is null ? 0 : 1);
        var unknowns = Unknowns();
        var fields = unknowns.Sum(u => u.Components);
        var coefficients = Each(
            ProblemText.CoefficientsKey,
            text.Coefficients,
            written => CoefficientText.Read(written, numbers, domain)
        );
        var language = new EquationLanguage(
            space,
            domain.TimeAxis is not null,
            [.. unknowns, .. coefficients.Select(c => (c.Name, 1))]
        );
        Each(ProblemText.CoefficientsKey, coefficients, c => RequireNamed(c, language));
        Each(ProblemText.ConstantsKey, text.Constants, constant => Assign(constant, language.DefineConstant));
        Each(ProblemText.DefineKey, text.Definitions, definition => Assign(definition, language.Define));
        var residuals = Residuals(language);
        var written = new ConditionsText(language, domain, residuals, fields);
        List<Condition> conditions = [.. written.Read(text.Conditions), .. Data(language, domain)];
        var exact = Reference(language, fields);
        var quotient =
            text.Rayleigh.Count + text.Lower.Count > 0 ? QuotientText.Read(text.Rayleigh, text.Lower, language) : null;
        var problem = new Problem
        {
            Name = name,
            Statement = Statement(domain),
            Domain = domain,
            Outputs = language.Outputs,
            Unknowns = language.Components,
            Residuals = residuals,
            Quotient = quotient,
            Energy = text.Energy is { } energy
                ? One(ProblemText.EnergyKey, energy, density => language.Number(density))
                : null,
            BoundaryEnergies =
            [
                .. Each(
                    ProblemText.BoundaryEnergyKey,
                    text.BoundaryEnergies,
                    density => ConditionsText.Density(density, language, domain)
                ),
            ],
            Coefficients = coefficients,
            Conditions = conditions,
            Periods = written.Periods,
            Exact = exact,
            ExactGradient = Gradients(exact, domain.Dimension),
        };
        if (domain.TimeAxis is not null && !problem.HasInitialCondition)
        {
            throw Fault(
                ProblemText.ConditionsKey,
                0,
                1,
                "expected a condition at the beginning, such as u = 0 at t=0: the domain has a time"
            );
        }
        if (problem.BoundaryEnergies.Count > 0 && problem.Energy is null && quotient is null)
        {
            throw Fault(ProblemText.BoundaryEnergyKey, 0, 1, "expected an energy beside it, or rayleigh; give one");
        }
        Contradictions.Require(problem, written.Places);
        QuotientText.Require(problem);
        ReferenceCheck.Require(problem);
        _ = EulerLagrange.Factors(problem);
        return HardTrial.Of(problem);
    }

    private List<(string Name, int Components)> Unknowns()
    {
        var unknowns = new List<(string, int)>();
        Each(
            ProblemText.UnknownKey,
            text.Unknowns,
            written =>
            {
                var scanner = new FormulaScanner(written, hyphens: false);
                do
                {
                    var mark = scanner.Mark;
                    var word = scanner.Word() ?? throw scanner.Unexpected("the name of an unknown");
                    var components = 1.0;
                    if (scanner.Take('['))
                    {
                        components = scanner.Number() ?? throw scanner.Unexpected("a number of components");
                        if (!scanner.Take(']'))
                        {
                            throw scanner.Unexpected("']'");
                        }
                    }
                    if (components != Math.Floor(components) || components is < 1 or > MostComponents)
                    {
                        throw FormulaScanner.At(mark, $"expected 1 to {MostComponents} components of {word}");
                    }
                    unknowns.Add((word, (int)components));
                    if (new EquationLanguage(0, false, unknowns).MisnamedBy(word) is { } fault)
                    {
                        throw FormulaScanner.At(mark, fault);
                    }
                } while (scanner.Take(','));
                return scanner.AtEnd ? 0 : throw scanner.Unexpected("',' or the end");
            }
        );
        return unknowns.Count > 0
            ? unknowns
            : throw Fault(ProblemText.UnknownKey, 0, 1, "expected the name of an unknown, such as u");
    }

    private List<Expression> Residuals(EquationLanguage language)
    {
        var residuals = Each(
                ProblemText.ResidualKey,
                text.Residuals,
                written =>
                {
                    var scanner = EquationLanguage.Scanner(written);
                    var sides = ConditionsText.Sides(scanner, language, onBoundary: false);
                    return scanner.AtEnd
                        ? sides.Entries
                        : throw scanner.Unexpected("an operator + - * / ^, '=' or the end");
                }
            )
            .SelectMany(entries => entries)
            .ToList();
        if (residuals.Count == 0 && text.Rayleigh.Count > 0)
        {
            return residuals;
        }
        if (residuals.Count == 0)
        {
            throw Fault(ProblemText.ResidualKey, 0, 1, "expected an equation, such as -laplacian(u) - 1");
        }
        for (var i = 0; i < residuals.Count; i++)
        {
            if (Differentiation.Entries(residuals[i]).Count == 0)
            {
                throw Fault(
                    ProblemText.ResidualKey,
                    0,
                    1,
                    $"expected an equation of {string.Join(", ", language.Components)}, found none of them"
                );
            }
        }
        var used = residuals.SelectMany(Differentiation.Entries).Select(e => e.Output).ToHashSet();
        for (var k = 0; k < language.Outputs; k++)
        {
            if (!used.Contains(k))
            {
                throw Fault(
                    ProblemText.UnknownKey,
                    0,
                    1,
                    $"{language.Components[k]} stands in no equation, expected every unknown in one: leave it out"
                );
            }
        }
        return residuals;
    }

    private static int RequireNamed(Coefficient coefficient, EquationLanguage language) =>
        language.MisnamedBy(coefficient.Name) is { } fault ? throw FormulaScanner.At(0, fault) : 0;

    private List<Condition> Data(EquationLanguage language, Domain domain)
    {
        var conditions = new List<Condition>();
        foreach (var (component, data) in text.Data)
        {
            var output = language.Components.ToList().IndexOf(component);
            if (output < 0)
            {
                throw Fault(
                    ProblemText.DataKey,
                    0,
                    1,
                    $"{data.Name} holds values of '{component}', expected some of {string.Join(", ", language.Components)}: rename the array"
                );
            }
            MeasuredPoints.Require(data, domain);
            var name =
                conditions.Count == 0
                    ? "data"
                    : string.Create(CultureInfo.InvariantCulture, $"data{conditions.Count + 1}");
            conditions.Add(Condition.Measured(name, domain, data, output));
        }
        return conditions;
    }

    private IReadOnlyList<Expression> Reference(EquationLanguage language, int fields)
    {
        if (text.Reference is [] or ["none"])
        {
            return [];
        }
        var exact = Each(ProblemText.ReferenceKey, text.Reference, written => language.Numbers(written))
            .SelectMany(entries => entries)
            .ToList();
        if (exact.Count != language.Outputs && exact.Count != fields)
        {
            throw Fault(
                ProblemText.ReferenceKey,
                0,
                1,
                $"expected {language.Outputs} expression(s), one for each of {string.Join(", ", language.Components)}, or none; found {exact.Count}"
            );
        }
        for (var k = 0; k < exact.Count; k++)
        {
            if (Differentiation.Entries(exact[k]).Count > 0)
            {
                throw Fault(
                    ProblemText.ReferenceKey,
                    Math.Min(k, text.Reference.Count - 1),
                    1,
                    "expected an expression of the coordinates, found an unknown in it"
                );
            }
        }
        return exact;
    }

    private static IReadOnlyList<Expression> Gradients(IReadOnlyList<Expression> exact, int dimension) =>
        [.. exact.SelectMany(e => Enumerable.Range(0, dimension).Select(k => Differentiation.AlongAxis(e, k)))];

    private string Statement(Domain domain) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(text.Residuals.Count == 0 ? $"{string.Join(", ", text.Rayleigh)} stationary" : "")}{string.Join("; ", text.Residuals.Select(r => r.Contains('=', StringComparison.Ordinal) ? r : $"{r} = 0"))} on the {domain.Name}{string.Concat(text.Conditions.Select(c => $", {c}"))}"
        );

    private static int Assign(string written, Action<string, string> define)
    {
        var scanner = new FormulaScanner(written, hyphens: false);
        var word = scanner.Word() ?? throw scanner.Unexpected("name = value");
        if (!scanner.Take('='))
        {
            throw scanner.Unexpected($"'=' after {word}");
        }
        var mark = scanner.Mark;
        try
        {
            define(word, written[mark..]);
        }
        catch (FormulaException fault)
        {
            var isName =
                fault.Message.EndsWith("at column 1", StringComparison.Ordinal)
                && fault.Message.Contains($"'{word}'", StringComparison.Ordinal);
            throw isName ? fault : fault.MovedBy(mark);
        }
        return 0;
    }

    private static T One<T>(string key, string written, Func<string, T> read) => Each(key, [written], read)[0];

    internal static List<T> Each<TText, T>(string key, IReadOnlyList<TText> texts, Func<TText, T> read)
    {
        var results = new List<T>(texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            try
            {
                results.Add(read(texts[i]));
            }
            catch (FormulaException fault)
            {
                throw new ProblemTextException(key, i, fault.Column, fault.Message, fault);
            }
            catch (ArgumentException fault)
            {
                throw new ProblemTextException(key, i, 1, fault.Message, fault);
            }
        }
        return results;
    }

    internal static ProblemTextException Fault(string key, int item, int column, string message) =>
        new(key, item, column, message);
}
