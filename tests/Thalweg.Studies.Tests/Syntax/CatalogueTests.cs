using Thalweg.Optimization.Optimizers.LeastSquares;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Syntax;

public sealed class CatalogueTests
{
    private static readonly SourceLocation Place = new("--flag", 0, 1);

    [Theory]
    [InlineData("resnet(blocks=1, width=4)", "resnet(width=4, blocks=1, activation=swish)")]
    [InlineData("resnet(blocks=1, bias=true, width=4)", "resnet(width=4, blocks=1, activation=swish)")]
    [InlineData("resnet(bias=hidden, blocks=1, width=4)", "resnet(width=4, blocks=1, activation=swish, bias=hidden)")]
    [InlineData(
        "mlp(bias=hidden, width=4, depth=1)",
        "mlp(width=4, depth=1, activation=swish, input=activated, bias=hidden)"
    )]
    [InlineData(
        "mlp(widths=128-256-256, bias=false)",
        "mlp(widths=128-256-256, activation=swish, input=activated, bias=false)"
    )]
    [InlineData(
        "mlp(width=+04, depth=3, activation=relu2)",
        "mlp(width=4, depth=3, activation=relu2, input=activated, bias=true)"
    )]
    public void Networks_have_one_canonical_text(string text, string canonical) =>
        Canonical(Catalogues.Networks.Catalogue, text, canonical);

    [Theory]
    [InlineData("simpson(intervals=200)", "simpson:200")]
    [InlineData("gauss:16", "gauss(nodes=16, panels=1)")]
    [InlineData("spherical: 16 x12x 24", "spherical:16x12x24")]
    [InlineData("monte-carlo:500", "monte-carlo(points=500, redraw=never, seed=0)")]
    [InlineData("monte-carlo(pool=100, batch=10, seed=3)", "monte-carlo(redraw=never, pool=100, batch=10, seed=3)")]
    [InlineData("sobol:64", "sobol:64")]
    [InlineData("points:my data/a.npz", "points:my data/a.npz")]
    public void Quadratures_have_one_canonical_text(string text, string canonical) =>
        Canonical(Quadratures.Catalogue, text, canonical);

    [Theory]
    [InlineData("adam", "adam(rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8)")]
    [InlineData("adam(rate=.01, epsilon=0.00000001)", "adam(rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8)")]
    [InlineData("adam(decay=0, amsgrad=false)", "adam(rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8)")]
    [InlineData(
        "adam(amsgrad=true, decay=1e-2)",
        "adam(rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, decay=0.01, amsgrad=true)"
    )]
    [InlineData("adamw", "adamw(rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, decay=0.01)")]
    [InlineData("adamw(decay=0)", "adamw(rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, decay=0)")]
    [InlineData("sgd(dampening=0)", "sgd(rate=0.01, momentum=0, nesterov=false)")]
    [InlineData(
        "sgd(momentum=.9, dampening=.1, decay=1)",
        "sgd(rate=0.01, momentum=0.9, nesterov=false, dampening=0.1, decay=1)"
    )]
    [InlineData("rmsprop(centered=true)", "rmsprop(rate=0.01, alpha=0.99, epsilon=1e-8, momentum=0, centered=true)")]
    [InlineData("implicit-sgd", "implicit-sgd(rate=0.5, inner=50, innerRate=0.001)")]
    [InlineData("soap", "soap(rate=0.003, beta1=0.95, beta2=0.95, epsilon=1e-8, every=10, max=1024)")]
    public void Optimizers_have_one_canonical_text(string text, string canonical) =>
        Canonical(Optimizers.Catalogue, text, canonical);

    [Theory]
    [InlineData("restarts(first=100)", "restarts(first=100, growth=1, floor=0)")]
    [InlineData("warm-up(steps=10)", "warm-up(steps=10, start=0.01, then=constant)")]
    [InlineData(
        "warm-up(start=0, steps=10, then=restarts(growth=2, first=100))",
        "warm-up(steps=10, start=0, then=restarts(first=100, growth=2, floor=0))"
    )]
    public void Schedules_have_one_canonical_text(string text, string canonical) =>
        Canonical(Catalogues.Schedules.Catalogue, text, canonical);

    [Theory]
    [InlineData(
        "adam(rate=1e-2, beta1=.5, beta2=.6, epsilon=1e-3, decay=.1, amsgrad=true)",
        "adam(rate=0.01, beta1=0.5, beta2=0.6, epsilon=0.001, decay=0.1, amsgrad=true)"
    )]
    [InlineData(
        "adamw(rate=1e-2, beta1=.5, beta2=.6, epsilon=1e-3, decay=.1, amsgrad=true)",
        "adamw(rate=0.01, beta1=0.5, beta2=0.6, epsilon=0.001, decay=0.1, amsgrad=true)"
    )]
    [InlineData(
        "rmsprop(rate=1e-3, alpha=.5, epsilon=1e-3, momentum=.6, centered=true, decay=.1)",
        "rmsprop(rate=0.001, alpha=0.5, epsilon=0.001, momentum=0.6, centered=true, decay=0.1)"
    )]
    [InlineData(
        "sgd(rate=1e-3, momentum=.6, dampening=.5, decay=.1)",
        "sgd(rate=0.001, momentum=0.6, dampening=0.5, nesterov=false, decay=0.1)"
    )]
    [InlineData(
        "sgd(rate=1e-3, momentum=.6, nesterov=true)",
        "sgd(rate=0.001, momentum=0.6, dampening=0, nesterov=true, decay=0)"
    )]
    [InlineData("implicit-sgd(rate=2, inner=7, innerRate=.1)", "implicit-sgd(rate=2, inner=7, innerRate=0.1)")]
    [InlineData(
        "soap(rate=.1, beta1=.5, beta2=.6, epsilon=1e-3, every=2, max=9)",
        "soap(rate=0.1, beta1=0.5, beta2=0.6, epsilon=0.001, every=2, max=9)"
    )]
    public void Every_option_of_an_optimizer_reaches_the_method(string text, string description) =>
        Assert.Equal(description, Optimizers.Create(Optimizers.Catalogue.Resolve(text, Place)).Description);

    [Theory]
    [InlineData("lbfgs(memory=3)", "lbfgs(memory=3, cosine=1E-10, product=0) hager-zhang(decrease=0.1, curvature=0.9")]
    [InlineData(
        "bfgs(search=more-thuente(decrease=.01, curvature=.5, trials=7))",
        "more-thuente(decrease=0.01, curvature=0.5, evaluations=7"
    )]
    [InlineData(
        "ssbfgs(search=hager-zhang(decrease=.2, curvature=.6, trials=8))",
        "hager-zhang(decrease=0.2, curvature=0.6, evaluations=8"
    )]
    [InlineData(
        "ssbroyden(search=cubic-zoom(decrease=.01, curvature=.6, trials=8))",
        "self-scaled-broyden(cosine=1E-10) cubic-zoom(decrease=0.01, curvature=0.6, shortest=1E-09, evaluations=8"
    )]
    [InlineData(
        "steepest-descent(search=backtracking(decrease=.01, trials=8))",
        "steepest() backtracking(decrease=0.01, evaluations=8)"
    )]
    [InlineData(
        "lbfgs(search=golden-section(width=.2, trials=8, uphill=true))",
        "golden-section(tolerance=0.2, evaluations=8, uphill=true)"
    )]
    [InlineData("lbfgs(search=quadratic)", "quadratic()")]
    [InlineData("lbfgs-gss", "published-lbfgs-gss() published-golden-section()")]
    [InlineData("lm(damping=.5)", "levenberg-marquardt(damping=0.5")]
    [InlineData(
        "newton-cg(inner=7, forcing=gradient, differences=forward)",
        "newton-cg(inner=7, forcing=gradient, differences=forward) hager-zhang("
    )]
    [InlineData(
        "nonlinear-cg(rule=polak-ribiere, restart=2)",
        "nonlinear-cg(rule=polak-ribiere, restart=2) more-thuente(decrease=0.0001, curvature=0.001"
    )]
    [InlineData(
        "natural-gradient(damping=.5, rule=fixed, acceleration=.25, corrections=3)",
        "natural-gradient(damping=0.5, rule=fixed, acceleration=0.25, corrections=3) hager-zhang("
    )]
    public void Every_option_of_a_search_reaches_the_method(string text, string part) =>
        Assert.Contains(
            part,
            Optimizers.Create(Optimizers.Catalogue.Resolve(text, Place)).Description,
            StringComparison.Ordinal
        );

    [Fact]
    public void Tolerances_and_patience_reach_the_method()
    {
        var search = Assert.IsType<SearchOptimizer>(
            Optimizers.Create(Optimizers.Catalogue.Resolve("lbfgs(tolerance=1e-3, patience=7)", Place))
        );
        Assert.Equal((1e-3, 7), (search.GradientTolerance, search.Patience));
        var squares = Assert.IsType<LeastSquaresOptimizer>(
            Optimizers.Create(Optimizers.Catalogue.Resolve("lm(tolerance=1e-3, corrections=5)", Place))
        );
        Assert.Equal((1e-3, 5), (squares.GradientTolerance, squares.Corrections));
    }

    [Theory]
    [InlineData("lra(every=5, rate=.5)", "lra(every=5, rate=0.5, form=code)")]
    [InlineData("lra(form=paper)", "lra(every=10, rate=0.1, form=paper)")]
    [InlineData("grad-norm(every=5, rate=.5)", "grad-norm(every=5, rate=0.5)")]
    [InlineData("inverse-dirichlet(every=5, rate=.25)", "inverse-dirichlet(every=5, rate=0.25)")]
    [InlineData("ntk(every=5, rate=.5)", "ntk(every=5, rate=0.5)")]
    [InlineData(
        "relobralo(every=2, memory=.5, temperature=3, lookback=.25, seed=4)",
        "relobralo(every=2, memory=0.5, temperature=3, lookback=0.25, seed=4)"
    )]
    [InlineData(
        "self-adaptive(every=2, rate=.5, beta1=.25, beta2=.75)",
        "self-adaptive(every=2, rate=0.5, beta1=0.25, beta2=0.75)"
    )]
    [InlineData("rba(every=2, decay=.5, rate=.25, start=3)", "rba(every=2, decay=0.5, rate=0.25, start=3)")]
    [InlineData("causal(every=2, epsilon=.5, slices=9)", "causal(every=2, epsilon=0.5, slices=9)")]
    [InlineData(
        "augmented-lagrangian(every=3, growth=4, limit=50)",
        "augmented-lagrangian(every=3, growth=4, limit=50)"
    )]
    [InlineData("config", "config")]
    [InlineData("pcgrad(seed=3)", "pcgrad(seed=3)")]
    [InlineData("fixed", null)]
    public void Every_option_of_a_weighting_reaches_it(string text, string? description)
    {
        var weighed = Weightings.Create(Weightings.Catalogue.Resolve(text, Place));
        Assert.Equal(description, weighed.Rule?.Description ?? weighed.Surgery?.Description);
    }

    [Theory]
    [InlineData("rar(every=5, add=2, candidates=9, limit=50, seed=3)", "rar(add=2, candidates=9, limit=50, seed=3)", 5)]
    [InlineData("rar", "rar", 1000)]
    [InlineData(
        "rad(k=2, c=.5, candidates=9, weights=importance, seed=3)",
        "rad(k=2, c=0.5, candidates=9, weights=importance, seed=3)",
        1000
    )]
    [InlineData(
        "self-supervision(by=gradient, cycle=4, candidates=9)",
        "self-supervision(by=gradient, cycle=4, candidates=9)",
        1000
    )]
    [InlineData("pacmann(method=plain, ascent=3, rate=.5)", "pacmann(method=plain, steps=3, rate=0.5)", 50)]
    [InlineData(
        "layered(every=9, axis=2, at=.5, width=.1, share=.25, seed=4)",
        "layered(axis=2, at=0.5, width=0.1, share=0.25, seed=4)",
        9
    )]
    [InlineData("r3(every=7, seed=3)", "r3(seed=3)", 7)]
    [InlineData("none", null, 0)]
    public void Every_option_of_a_sampler_reaches_it(string text, string? name, long interval)
    {
        var call = Samplers.Catalogue.Resolve(text, Place);
        Assert.Equal(name, Samplers.Create(call)?.Name);
        Assert.Equal(interval, Samplers.Interval(call));
        Assert.Null(Samplers.MostRounds(call));
        if (name is not null)
        {
            var few = text.Contains('(', StringComparison.Ordinal)
                ? text.Replace("(", "(rounds=2, ", StringComparison.Ordinal)
                : $"{text}(rounds=2)";
            Assert.Equal(2, Samplers.MostRounds(Samplers.Catalogue.Resolve(few, Place)));
        }
    }

    [Theory]
    [InlineData("restarts(first=100, growth=2, floor=.1)", "restarts(first=100, growth=2, floor=0.1)")]
    [InlineData(
        "warm-up(steps=10, start=.5, then=cosine(steps=90, floor=.1))",
        "warm-up(steps=10, start=0.5, then=cosine(steps=90, floor=0.1))"
    )]
    [InlineData("warm-up(steps=10)", "warm-up(steps=10, start=0.01, then=constant)")]
    public void Every_option_of_a_schedule_reaches_it(string text, string description) =>
        Assert.Equal(
            description,
            Catalogues.Schedules.Create(Catalogues.Schedules.Catalogue.Resolve(text, Place)).Description
        );

    [Theory]
    [InlineData("sgd(nesterov=true)", "needs a momentum above 0 and no dampening")]
    [InlineData("sgd(momentum=0.9, dampening=0.1, nesterov=true)", "needs a momentum above 0 and no dampening")]
    [InlineData("sgd(dampening=0.1)", "dampening of 'sgd' acts on the momentum, which is 0")]
    [InlineData("amsgrad", "unknown optimizer 'amsgrad'; did you mean 'adam'?")]
    [InlineData("soap(every=0)", "every: expected a whole number")]
    [InlineData("soap(max=20000)", "max: expected a whole number")]
    [InlineData("implicit-sgd(inner=0)", "inner: expected a whole number")]
    public void Optimizers_that_make_no_sense_are_refused(string text, string message)
    {
        var exception = Assert.Throws<InputException>(() => Optimizers.Catalogue.Resolve(text, Place));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_warm_up_is_followed_by_no_other()
    {
        var exception = Assert.Throws<InputException>(() =>
            Catalogues.Schedules.Catalogue.Resolve("warm-up(steps=1, then=warm-up(steps=1))", Place)
        );
        Assert.Contains("unknown schedule 'warm-up'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "surface(range=-1:1, -0:2)",
        "surface(count=101x101, range=-1:1,0:2, directions=random, normalize=filter, bias=zero)"
    )]
    [InlineData(
        "sweep(radius=1e-4,1e-3)",
        "sweep(directions=25,50,100,200, intervals=25,50,100,200, radius=0.0001,0.001, normalize=filter, bias=zero)"
    )]
    public void Analyses_have_one_canonical_text(string text, string canonical) =>
        Canonical(AnalysisCatalogue.Catalogue, text, canonical);

    [Fact]
    public void Brief_texts_leave_defaults_out_and_mean_the_same()
    {
        var call = Formulations.Catalogue.Resolve("galerkin(measure=integral, penalty=1e2)", Place);
        Assert.Equal("galerkin(penalty=100)", call.Brief);
        Assert.Equal(call, Formulations.Catalogue.Resolve(call.Brief, Place));
        Assert.Equal("gauss:16", Quadratures.Catalogue.Resolve("gauss(nodes=16, panels=1)", Place).Brief);
    }

    [Theory]
    [InlineData(
        "resnt(width=4, blocks=1)",
        "unknown network 'resnt'; did you mean 'resnet'? (networks: mlp, resnet, modified-mlp, piratenet, siren, multiscale, separable, mixture, kan, fcp, lenet, autoencoder, lstm, sequential)"
    )]
    [InlineData("fcnet(width=4, depth=1)", "did you mean 'mlp'?")]
    [InlineData("resnet(widht=4, blocks=1)", "'resnet' has no option 'widht'; did you mean 'width'?")]
    [InlineData("resnet(width=4)", "'resnet' needs blocks (a whole number from 1 to 64)")]
    [InlineData("resnet(width=4.5, blocks=1)", "width: expected a whole number from 1 to 4096, found '4.5'")]
    [InlineData("resnet(width=0, blocks=1)", "width: expected a whole number from 1 to 4096, found '0'")]
    [InlineData("resnet(width=99999999999999999999, blocks=1)", "found '99999999999999999999'")]
    [InlineData("resnet(width=4, blocks=1, activation=swihs)", "unknown activation 'swihs'; did you mean 'swish'?")]
    [InlineData("resnet(width=4, blocks=1, activation=swish(beta=2))", "'swish' has no option 'beta' (it takes none)")]
    [InlineData("resnet:4", "'resnet' takes no value after a colon, found '4'")]
    [InlineData("mlp(width=4)", "'mlp' needs width and depth, or widths")]
    [InlineData("mlp(width=4, depth=2, widths=4-4)", "'mlp' has both widths and width or depth")]
    [InlineData("mlp(widths=4--4)", "widths: expected whole numbers from 1 to 4096 joined by '-', found '4--4'")]
    [InlineData("mlp(width=4, depth=2, bias=yes)", "bias: expected one of true, false, hidden, found 'yes'")]
    [InlineData(
        "mlp(width=4, depth=2, input=liner)",
        "input: expected one of activated, linear, found 'liner'; did you mean 'linear'?"
    )]
    public void Faults_say_what_was_found_and_what_is_expected(string text, string message)
    {
        var exception = Assert.Throws<InputException>(() => Catalogues.Networks.Catalogue.Resolve(text, Place));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_default_and_every_alias_is_sound()
    {
        foreach (var (catalogue, signature) in AllCatalogues.InOrder.SelectMany(c => c.Signatures.Select(s => (c, s))))
        {
            // What was meant is looked for in the catalogue that is asked.
            var names = catalogue.Signatures.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
            Assert.Matches("^[a-z][a-z0-9-]*$", signature.Name);
            Assert.DoesNotContain(signature.AlsoKnownAs, names.Contains);
            Assert.False(signature.Description.EndsWith('.'), signature.Name);
            Assert.True(signature.Positional is null || signature.Options.Any(o => o.Name == signature.Positional));
            foreach (var option in signature.Options.Where(o => o.Default is not null))
            {
                var written = option.Write(option.Read(option.Default!, Place));
                Assert.Equal(written, option.Write(option.Read(written, Place)));
            }
        }
    }

    private static void Canonical(Catalogue catalogue, string text, string canonical)
    {
        var call = catalogue.Resolve(text, Place);
        Assert.Equal(canonical, call.Canonical);
        Assert.Equal(canonical, catalogue.Resolve(canonical, Place).Canonical);
        Assert.Equal(canonical, catalogue.Resolve(call.Brief, Place).Canonical);
    }
}
