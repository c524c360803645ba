using System.Globalization;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts;

/// <summary>Reads conditions: <c>[name:] a = b on REGION</c>, <c>a = b at t=0</c>, <c>periodic x</c>.</summary>
/// <param name="residuals">The equations, whose order says what is periodic.</param>
/// <param name="fields">Components that are fields and no coefficients.</param>
internal sealed class ConditionsText(
    EquationLanguage language,
    Domain domain,
    IReadOnlyList<Expression> residuals,
    int fields
)
{
    private readonly List<Condition> conditions = [];
    private readonly List<Period> periods = [];
    private readonly List<(int Item, int Mark)> places = [];
    private int item;

    /// <summary>The coordinates that were read to be periodic.</summary>
    public IReadOnlyList<Period> Periods => periods;

    /// <summary>For each condition the text that says it, and where in that text it begins.</summary>
    public IReadOnlyList<(int Item, int Mark)> Places => places;

    /// <exception cref="ProblemTextException">A text is no condition.</exception>
    public IReadOnlyList<Condition> Read(IReadOnlyList<string> texts)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            item = i;
            try
            {
                Read(texts[i]);
                Locate(0);
            }
            catch (FormulaException fault)
            {
                throw new ProblemTextException(ProblemText.ConditionsKey, i, fault.Column, fault.Message, fault);
            }
        }
        foreach (var condition in conditions.Where(c => c.IsOfSides && c.Region.Part == DomainPart.Boundary))
        {
            if (periods.FirstOrDefault(period => IsOn(condition.Region, period)) is { } period)
            {
                throw new ProblemTextException(
                    ProblemText.ConditionsKey,
                    0,
                    1,
                    $"expected conditions on the other faces alone, found '{condition.Name}' on {condition.Region}, where the solution is periodic: name the faces, such as y=0, y=1"
                );
            }
        }
        return conditions;
    }

    /// <summary>An expression on a region: a part of an energy.</summary>
    public static (Region Region, Expression Density) Density(string text, EquationLanguage language, Domain domain)
    {
        var scanner = EquationLanguage.Scanner(text);
        var mark = scanner.Mark;
        var quantity = language.Read(scanner, onBoundary: true);
        if (!quantity.IsNumber)
        {
            throw FormulaScanner.At(mark, $"expected a number, found {quantity.Kind}");
        }
        if (!scanner.TakeWord("on"))
        {
            throw scanner.Unexpected("an operator + - * / ^ or 'on' and a part of the boundary");
        }
        var at = scanner.Mark;
        var region = RegionText.Read(scanner, language, domain);
        return region.Part == DomainPart.Boundary
            ? (region, quantity.Entries[0])
            : throw FormulaScanner.At(at, "expected a part of the boundary, found t=0");
    }

    /// <summary>a − b of an equation a = b, or a of an expression a.</summary>
    public static Quantity Sides(
        FormulaScanner scanner,
        EquationLanguage language,
        bool onBoundary,
        List<Expression>? jumps = null
    )
    {
        var left = language.Read(scanner, onBoundary, jumps);
        var mark = scanner.Mark;
        if (!scanner.Take('='))
        {
            return left;
        }
        var right = language.Read(scanner, onBoundary, jumps);
        if (right is { IsNumber: true, Entries: [Constant same] } && !left.IsNumber)
        {
            // u = 0 for a vector u.
            return left.With(e => e - same);
        }
        return left.HasShapeOf(right)
            ? left.With(right, (a, b) => a - b)
            : throw FormulaScanner.At(mark, $"expected alike on both sides of '=', found {left.Kind} and {right.Kind}");
    }

    private void Read(string text)
    {
        var scanner = EquationLanguage.Scanner(text);
        var label = scanner.Label();
        var mark = scanner.Mark;
        if (scanner.TakeWord("periodic"))
        {
            AddPeriodic(scanner, label, mark);
            return;
        }
        if (IntegralText.Read(scanner, language, domain) is { } integrals)
        {
            foreach (var (over, density, value, mean) in integrals)
            {
                RequireUnknown(density, mark);
                RequireNormals(density, over, mark);
                conditions.Add(
                    Condition.Integral(NameOf(label ?? "integral", label is not null, mark), over, density, value, mean)
                );
            }
            return;
        }
        var jumps = new List<Expression>();
        var sides = Sides(scanner, language, onBoundary: true, jumps);
        var word = scanner.Mark;
        if (!scanner.TakeWord("on") && !scanner.TakeWord("at"))
        {
            throw scanner.Unexpected("an operator + - * / ^, '=', or 'on' and a part of the boundary, or 'at t=0'");
        }
        if (InterfaceText.Read(scanner, language, domain) is { } inner)
        {
            AddInterface(label, mark, inner, sides.Entries, jumps);
            return;
        }
        if (jumps.Count > 0)
        {
            throw FormulaScanner.At(
                mark,
                "expected 'on interface …' behind a condition on a jump, found another place"
            );
        }
        var region = RegionText.Read(scanner, language, domain);
        foreach (var residual in sides.Entries)
        {
            RequireUnknown(residual, mark);
            RequireNormals(residual, region, word);
            Add(label ?? (region.IsInitial ? "initial" : "boundary"), label is not null, mark, region, residual);
        }
    }

    private void AddInterface(
        string? label,
        int mark,
        Region region,
        IReadOnlyList<Expression> residuals,
        List<Expression> jumps
    )
    {
        var jump = new InterfaceJumps(region, language.Outputs, mark);
        foreach (var residual in residuals)
        {
            var written = jump.In(residual, jumps);
            RequireUnknown(written, mark);
            conditions.Add(
                new Condition(NameOf(label ?? "interface", label is not null, mark), region, written)
                {
                    IsInterface = true,
                }
            );
        }
    }

    private void RequireUnknown(Expression residual, int mark)
    {
        if (Differentiation.Entries(residual).Count == 0)
        {
            throw FormulaScanner.At(
                mark,
                $"expected a condition on {string.Join(", ", language.Components)}, found none of them"
            );
        }
    }

    private static void RequireNormals(Expression residual, Region region, int mark)
    {
        if (region.Part != DomainPart.Boundary && CoordinateFunction.In([residual]).Any(f => f.IsNormal))
        {
            throw FormulaScanner.At(
                mark,
                $"expected no normal n in a condition {(region.IsInitial ? "at t=0" : "on the domain")}, found it"
            );
        }
    }

    private void Locate(int mark)
    {
        while (places.Count < conditions.Count)
        {
            places.Add((item, mark));
        }
    }

    private void AddPeriodic(FormulaScanner scanner, string? label, int mark)
    {
        var read = PeriodicText.Read(scanner, language, domain, residuals, fields).ToList();
        if (read.Exists(r => periods.Contains(r.Period)))
        {
            throw FormulaScanner.At(mark, "a coordinate is periodic twice, expected it once");
        }
        periods.AddRange(read.Select(r => r.Period).Distinct());
        foreach (var (period, order, output) in read)
        {
            var face = RegionText.On(domain, period.Axis, period.Start).First();
            conditions.Add(
                Condition.Periodic(
                    NameOf(label ?? "periodic", label is not null, mark),
                    Region.Pieces(domain.Pieces[face], domain, face),
                    period,
                    order,
                    output,
                    language.Outputs
                )
            );
        }
    }

    private static bool IsOn(Region region, Period period) =>
        RegionText
            .On(region.Domain, period.Axis, period.Start)
            .Concat(RegionText.On(region.Domain, period.Axis, period.Start + period.Length))
            .Any();

    private string NameOf(string label, bool isGiven, int mark)
    {
        var name = label;
        for (var i = 2; conditions.Exists(c => c.Name == name); i++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{label}{i}");
        }
        return
            isGiven
            && (
                name.StartsWith("interior", StringComparison.Ordinal)
                || name.StartsWith("boundary-energy", StringComparison.Ordinal)
            )
            ? throw FormulaScanner.At(mark, $"'{name}' is the name of another term, expected a name of its own")
            : name;
    }

    private void Add(string label, bool isGiven, int mark, Region region, Expression residual)
    {
        var name = NameOf(label, isGiven, mark);
        conditions.Add(
            Prescribed(residual) is { } value
                ? Condition.Value(name, region, value.Value, value.Output)
                : new Condition(name, region, residual)
        );
    }

    // u − g, or u alone.
    private static (int Output, Expression Value)? Prescribed(Expression residual) =>
        residual switch
        {
            JetEntry { Kind: JetKind.Value } u => (u.Output, 0.0),
            Sum { Left: JetEntry { Kind: JetKind.Value } u } s when IsGiven(s.Right) => (u.Output, -s.Right),
            Sum { Right: JetEntry { Kind: JetKind.Value } u } s when IsGiven(s.Left) => (u.Output, -s.Left),
            _ => null,
        };

    private static bool IsGiven(Expression value) =>
        Differentiation.Entries(value).Count == 0 && !CoordinateFunction.In([value]).Any(f => f.IsNormal);
}
