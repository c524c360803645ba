using Thalweg.Optimization.Optimizers;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The optimizers that follow the gradient by a fixed rule.</summary>
internal static class FirstOrderOptimizers
{
    public static IReadOnlyList<CatalogueEntry<Func<ResolvedCall, Optimizer>>> Entries { get; } =
    [Adam(), AdamW(), RmsProp(), Sgd(), ImplicitSgd(), Soap()];

    // A matrix of this side takes 2 GB.
    private const int MaximumSide = 16_384;

    private static StepOptimizer Step(IMethod method) => new(method);

    private static CatalogueEntry<Func<ResolvedCall, Optimizer>> Adam() =>
        new(
            new(
                "adam",
                "Adam with the semantics of PyTorch",
                [
                    Rate("0.001"),
                    .. Moments(),
                    WeightDecay("0", "weight decay λ: the gradient becomes g + λθ"),
                    AmsGrad(),
                ]
            )
            {
                AlsoKnownAs = ["amsgrad"],
            },
            call =>
                Step(
                    new Adam(
                        call.Number("rate"),
                        call.Number("beta1"),
                        call.Number("beta2"),
                        call.Number("epsilon"),
                        call.Number("decay"),
                        call.Flag("amsgrad")
                    )
                )
        );

    private static CatalogueEntry<Func<ResolvedCall, Optimizer>> AdamW() =>
        new(
            new(
                "adamw",
                "Adam with a weight decay apart from the gradient, as PyTorch's AdamW; the decay moves the minimum",
                [
                    Rate("0.001"),
                    .. Moments(),
                    WeightDecay("0.01", "weight decay λ: θ becomes (1 − rate·λ) θ before each step"),
                    AmsGrad(),
                ]
            ),
            call =>
                Step(
                    new AdamW(
                        call.Number("rate"),
                        call.Number("beta1"),
                        call.Number("beta2"),
                        call.Number("epsilon"),
                        call.Number("decay"),
                        call.Flag("amsgrad")
                    )
                )
        );

    private static CatalogueEntry<Func<ResolvedCall, Optimizer>> RmsProp() =>
        new(
            new(
                "rmsprop",
                "steps along the gradient over its root mean square, as PyTorch's RMSprop",
                [
                    Rate("0.01"),
                    Share("alpha", "0.99", "decay of the mean of the squared gradient"),
                    Epsilon(),
                    Share("momentum", "0", "share of the last step that is kept"),
                    new FlagOption("centered", "false", "divides by the standard deviation of the gradient instead"),
                    WeightDecay("0", "weight decay λ: the gradient becomes g + λθ"),
                ]
            ),
            call =>
                Step(
                    new RmsProp(
                        call.Number("rate"),
                        call.Number("alpha"),
                        call.Number("epsilon"),
                        call.Number("momentum"),
                        call.Flag("centered"),
                        call.Number("decay")
                    )
                )
        );

    private static CatalogueEntry<Func<ResolvedCall, Optimizer>> Sgd() =>
        new(
            new(
                "sgd",
                "gradient descent with momentum, as PyTorch's SGD",
                [
                    Rate("0.01"),
                    Share("momentum", "0", "share of the last step that is kept"),
                    new FlagOption("nesterov", "false", "look ahead along the momentum"),
                    Share("dampening", "0", "share of the gradient that the momentum leaves out") with
                    {
                        IsLeftOutAtDefault = true,
                    },
                    WeightDecay("0", "weight decay λ: the gradient becomes g + λθ"),
                ]
            )
            {
                AlsoKnownAs = ["gradient-descent", "gd"],
                Rule = call =>
                    call.Flag("nesterov") && (call.Number("momentum") == 0 || call.Number("dampening") > 0)
                        ? "'sgd' with nesterov=true needs a momentum above 0 and no dampening; write "
                            + "sgd(momentum=0.9, nesterov=true)"
                    : call.Number("dampening") > 0 && call.Number("momentum") == 0
                        ? "dampening of 'sgd' acts on the momentum, which is 0; write sgd(momentum=0.9, dampening=0.1)"
                    : null,
            },
            call =>
                Step(
                    new Sgd(
                        call.Number("rate"),
                        call.Number("momentum"),
                        call.Number("dampening"),
                        call.Flag("nesterov"),
                        call.Number("decay")
                    )
                )
        );

    private static CatalogueEntry<Func<ResolvedCall, Optimizer>> ImplicitSgd() =>
        new(
            new(
                "implicit-sgd",
                "implicit gradient descent: each implicit step minimises the loss plus a pull back, by steps of Adam",
                [
                    Rate("0.5"),
                    new IntegerOption(
                        "inner",
                        "50",
                        "steps of Adam per implicit step; each counts as a step of training"
                    ),
                    new NumberOption("innerRate", "0.001", "learning rate of the steps of Adam")
                    {
                        Minimum = 0,
                        ExcludesMinimum = true,
                    },
                ]
            )
            {
                AlsoKnownAs = ["isgd", "proximal"],
            },
            call => Step(new ImplicitSgd(call.Number("rate"), call.Long("inner"), call.Number("innerRate")))
        );

    private static CatalogueEntry<Func<ResolvedCall, Optimizer>> Soap() =>
        new(
            new(
                "soap",
                "Adam in the eigenbasis of Shampoo, for each matrix of weights; needs tensors, and is Adam for a vector without them",
                [
                    Rate("0.003"),
                    Share("beta1", "0.95", "decay of the mean of the gradient"),
                    Share("beta2", "0.95", "decay of the mean of its square and of both second moments of a matrix"),
                    Epsilon(),
                    new IntegerOption("every", "10", "steps between refreshed eigenbases"),
                    new IntegerOption("max", "1024", "the longest side of a matrix that is turned")
                    {
                        Maximum = MaximumSide,
                    },
                ]
            ),
            call =>
                Step(
                    new Soap(
                        call.Number("rate"),
                        call.Number("beta1"),
                        call.Number("beta2"),
                        call.Number("epsilon"),
                        call.Long("every"),
                        call.Integer("max")
                    )
                )
        );

    private static Option[] Moments() =>
        [
            Share("beta1", "0.9", "decay of the mean of the gradient"),
            Share("beta2", "0.999", "decay of the mean of its square"),
            Epsilon(),
        ];

    private static NumberOption Epsilon() =>
        new("epsilon", "1e-8", "added to the root of the second mean") { Minimum = 0, ExcludesMinimum = true };

    private static FlagOption AmsGrad() =>
        new("amsgrad", "false", "divides by the largest mean of the square so far") { IsLeftOutAtDefault = true };

    private static NumberOption Rate(string standard) =>
        new("rate", standard, "learning rate before the schedule") { Minimum = 0, ExcludesMinimum = true };

    private static NumberOption WeightDecay(string standard, string description) =>
        new("decay", standard, description) { Minimum = 0, IsLeftOutAtDefault = standard == "0" };

    private static NumberOption Share(string name, string standard, string description) =>
        new(name, standard, description)
        {
            Minimum = 0,
            Maximum = 1,
            ExcludesMaximum = true,
        };
}
