export type { ConvLstmOptions, ConvLstmSizes } from "./base-conv-lstm";
export { ConvLSTM1D, convLstm1d } from "./conv-lstm1d";
export { ConvLSTM2D, convLstm2d } from "./conv-lstm2d";
export { ConvLSTM3D, convLstm3d } from "./conv-lstm3d";
