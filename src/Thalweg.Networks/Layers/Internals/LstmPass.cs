using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Layers;

/// <summary>The sweeps of an LSTM.</summary>
internal sealed unsafe class LstmPass<TLane> : LayerPass
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    private readonly int steps;
    private readonly int inputs;
    private readonly int hidden;
    private readonly int count;
    private readonly int[] inputOffsets;
    private readonly int[] hiddenOffsets;
    private readonly int[] gateOffsets;
    private readonly int[] inputRows;
    private readonly int[] hiddenRows;

    public LstmPass(int steps, int inputs, int hidden)
    {
        (this.steps, this.inputs, this.hidden) = (steps, inputs, hidden);
        count = hidden * Tiles.Size;
        inputOffsets = Tiles.Offsets(inputs);
        hiddenOffsets = Tiles.Offsets(hidden);
        gateOffsets = Tiles.Offsets(4 * hidden);
        inputRows = Tiles.Offsets(Tiles.Size, Tiles.Padded(inputs));
        hiddenRows = Tiles.Offsets(Tiles.Size, Tiles.Padded(hidden));
    }

    private int RowNumbers => Tiles.Size * Math.Max(Tiles.Padded(inputs), Tiles.Padded(hidden));

    // Of each step: gates, c, tanh c, h, and in reverse adjoints of z, of h and of c.
    public override int Kept => (steps * 13 * count) + Tiles.Padded(4 * hidden) + (2 * count) + RowNumbers;

    // Of each step: tangents of gates, c, tanh c, h.
    public override int TangentKept => (steps * 7 * count) + (6 * count) + RowNumbers;

    public override void Forward(in LayerFrame frame, bool keeps)
    {
        var bias = Scratch(frame);
        var first = frame.Parameters + (4 * hidden * (inputs + hidden));
        for (var m = 0; m < 4 * hidden; m++)
        {
            bias[m] = first[m] + first[(4 * hidden) + m];
        }
        for (var t = 0; t < steps; t++)
        {
            var gates = Gates(frame, t);
            AddInput(frame.Parameters, frame.Input, t, gates, bias, accumulate: false);
            if (t > 0)
            {
                AddState(frame.Parameters, State(frame, t - 1), gates);
            }
            LstmCell<TLane>.Open(gates, count);
            LstmCell<TLane>.Step(gates, Before(frame, t), Cell(frame, t), Bounded(frame, t), State(frame, t), count);
        }
        Tiles.Copy(State(frame, steps - 1), frame.Output, count);
    }

    public override void Reverse(in LayerFrame frame)
    {
        var cell = Scratch(frame) + Tiles.Padded(4 * hidden);
        var rows = cell + (2 * count);
        Tiles.Clear(cell, count);
        Tiles.Copy(frame.OutputAdjoint, StateAdjoint(frame, steps - 1), count);
        for (var t = steps - 1; t >= 0; t--)
        {
            var adjoints = Adjoints(frame, t);
            LstmCell<TLane>.Back(
                Gates(frame, t),
                Before(frame, t),
                Bounded(frame, t),
                StateAdjoint(frame, t),
                cell,
                CellAdjoint(frame, t),
                adjoints,
                count
            );
            if (frame.Gradient != null)
            {
                AddInputGradient(adjoints, frame.Input, t, rows, frame.Gradient);
                AddBiasGradient(adjoints, frame.Gradient);
            }
            if (frame.InputAdjoint != null)
            {
                BackToInput(frame.Parameters, adjoints, frame.InputAdjoint, t, accumulate: false);
            }
            if (t > 0)
            {
                if (frame.Gradient != null)
                {
                    AddStateGradient(adjoints, State(frame, t - 1), rows, frame.Gradient);
                }
                BackToState(frame.Parameters, adjoints, StateAdjoint(frame, t - 1), accumulate: false);
            }
        }
    }

    public override void Push(in LayerFrame frame, in TangentFrame tangent)
    {
        var bias = TangentScratch(tangent);
        var first = tangent.Parameters + (4 * hidden * (inputs + hidden));
        for (var m = 0; m < 4 * hidden; m++)
        {
            bias[m] = first[m] + first[(4 * hidden) + m];
        }
        for (var t = 0; t < steps; t++)
        {
            var gates = GateTangents(tangent, t);
            AddInput(tangent.Parameters, frame.Input, t, gates, bias, accumulate: false);
            if (tangent.Input != null)
            {
                AddInput(frame.Parameters, tangent.Input, t, gates, null, accumulate: true);
            }
            if (t > 0)
            {
                AddState(tangent.Parameters, State(frame, t - 1), gates);
                AddState(frame.Parameters, StateTangent(tangent, t - 1), gates);
            }
            LstmCell<TLane>.Push(
                Gates(frame, t),
                Before(frame, t),
                Bounded(frame, t),
                gates,
                t > 0 ? CellTangent(tangent, t - 1) : null,
                CellTangent(tangent, t),
                BoundedTangent(tangent, t),
                StateTangent(tangent, t),
                count
            );
        }
        Tiles.Copy(StateTangent(tangent, steps - 1), tangent.Output, count);
    }

    public override void Pull(in LayerFrame frame, in TangentFrame tangent)
    {
        var adjoints = TangentScratch(tangent);
        var state = adjoints + (4 * count);
        var cell = state + count;
        var rows = cell + count;
        Tiles.Clear(cell, count);
        Tiles.Copy(tangent.OutputAdjoint, state, count);
        for (var t = steps - 1; t >= 0; t--)
        {
            var primal = Adjoints(frame, t);
            LstmCell<TLane>.Pull(Places(frame, tangent, t), state, cell, adjoints, count);
            AddInputGradient(adjoints, frame.Input, t, rows, tangent.Gradient);
            AddBiasGradient(adjoints, tangent.Gradient);
            if (tangent.Input != null)
            {
                AddInputGradient(primal, tangent.Input, t, rows, tangent.Gradient);
            }
            if (tangent.InputAdjoint != null)
            {
                BackToInput(frame.Parameters, adjoints, tangent.InputAdjoint, t, accumulate: false);
                BackToInput(tangent.Parameters, primal, tangent.InputAdjoint, t, accumulate: true);
            }
            if (t > 0)
            {
                AddStateGradient(adjoints, State(frame, t - 1), rows, tangent.Gradient);
                AddStateGradient(primal, StateTangent(tangent, t - 1), rows, tangent.Gradient);
                BackToState(frame.Parameters, adjoints, state, accumulate: false);
                BackToState(tangent.Parameters, primal, state, accumulate: true);
            }
        }
    }

    private CellPlaces Places(in LayerFrame frame, in TangentFrame tangent, int t) =>
        new()
        {
            Gates = Gates(frame, t),
            Before = Before(frame, t),
            Bounded = Bounded(frame, t),
            GateTangents = GateTangents(tangent, t),
            BeforeTangent = t > 0 ? CellTangent(tangent, t - 1) : null,
            BoundedTangent = BoundedTangent(tangent, t),
            State = StateAdjoint(frame, t),
            Whole = CellAdjoint(frame, t),
        };

    private double* Gates(in LayerFrame frame, int t) => frame.Kept + (t * 13 * (nint)count);

    private double* Cell(in LayerFrame frame, int t) => Gates(frame, t) + (4 * count);

    private double* Before(in LayerFrame frame, int t) => t > 0 ? Cell(frame, t - 1) : null;

    private double* Bounded(in LayerFrame frame, int t) => Gates(frame, t) + (5 * count);

    private double* State(in LayerFrame frame, int t) => Gates(frame, t) + (6 * count);

    private double* Adjoints(in LayerFrame frame, int t) => Gates(frame, t) + (7 * count);

    private double* StateAdjoint(in LayerFrame frame, int t) => Gates(frame, t) + (11 * count);

    private double* CellAdjoint(in LayerFrame frame, int t) => Gates(frame, t) + (12 * count);

    private double* Scratch(in LayerFrame frame) => frame.Kept + (steps * 13 * (nint)count);

    private double* GateTangents(in TangentFrame tangent, int t) => tangent.Kept + (t * 7 * (nint)count);

    private double* CellTangent(in TangentFrame tangent, int t) => GateTangents(tangent, t) + (4 * count);

    private double* BoundedTangent(in TangentFrame tangent, int t) => GateTangents(tangent, t) + (5 * count);

    private double* StateTangent(in TangentFrame tangent, int t) => GateTangents(tangent, t) + (6 * count);

    private double* TangentScratch(in TangentFrame tangent) => tangent.Kept + (steps * 7 * (nint)count);

    private double* At(double* input, int t) => input + (t * inputs * (nint)Tiles.Size);

    private void AddInput(double* parameters, double* input, int t, double* gates, double* bias, bool accumulate) =>
        Tiles.Multiply<TLane>(
            parameters,
            inputs,
            1,
            At(input, t),
            inputOffsets,
            4 * hidden,
            inputs,
            bias,
            gates,
            accumulate
        );

    private void AddState(double* parameters, double* state, double* gates) =>
        Tiles.Multiply<TLane>(
            parameters + (4 * hidden * inputs),
            hidden,
            1,
            state,
            hiddenOffsets,
            4 * hidden,
            hidden,
            null,
            gates,
            accumulate: true
        );

    private void BackToInput(double* parameters, double* adjoints, double* target, int t, bool accumulate) =>
        Tiles.Multiply<TLane>(
            parameters,
            1,
            inputs,
            adjoints,
            gateOffsets,
            inputs,
            4 * hidden,
            null,
            At(target, t),
            accumulate
        );

    private void BackToState(double* parameters, double* adjoints, double* target, bool accumulate) =>
        Tiles.Multiply<TLane>(
            parameters + (4 * hidden * inputs),
            1,
            hidden,
            adjoints,
            gateOffsets,
            hidden,
            4 * hidden,
            null,
            target,
            accumulate
        );

    private void AddInputGradient(double* adjoints, double* input, int t, double* rows, double* gradient)
    {
        Tiles.Transpose(At(input, t), inputs, rows);
        Tiles.AddOuter<TLane>(adjoints, 4 * hidden, rows, inputRows, Tiles.Padded(inputs), gradient);
    }

    private void AddStateGradient(double* adjoints, double* state, double* rows, double* gradient)
    {
        Tiles.Transpose(state, hidden, rows);
        Tiles.AddOuter<TLane>(
            adjoints,
            4 * hidden,
            rows,
            hiddenRows,
            Tiles.Padded(hidden),
            gradient + (4 * hidden * Tiles.Padded(inputs))
        );
    }

    private void AddBiasGradient(double* adjoints, double* gradient)
    {
        var first = gradient + (4 * hidden * (Tiles.Padded(inputs) + Tiles.Padded(hidden)));
        Tiles.AddRows<TLane>(adjoints, 4 * hidden, Tiles.Size, first);
        Tiles.AddRows<TLane>(adjoints, 4 * hidden, Tiles.Size, first + Tiles.Padded(4 * hidden));
    }
}
